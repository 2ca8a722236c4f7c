"""CoAP: header, resource and payload of every message."""
DISPLAY = "coap && !icmp"
DECODE_AS = ["udp.port==17500,coap"]
ONE = "coap.version"
FIELDS = {
    "type": "coap.type",
    "code": "coap.code",
    "message_id": "coap.mid",
    "token": "coap.token",
    "path": "coap.opt.uri_path",
    "observe": "coap.opt.observe",
    "size": "coap.payload_length",
}
KNOWN = {
    "frame only tshark": "datagrams whose options break the rules are not believed to be CoAP, and on another port the first one of a flow is not yet",
}


def facts(said):
    if said["protocol"] != "coap":
        return None
    found = [(name, said.get(name)) for name in ("type", "code", "message_id", "token", "observe", "size")]
    return found + [("path", said["target"].split("/")[1:] if said["kind"] == "request" and said.get("target", "/") != "/" else None)]
