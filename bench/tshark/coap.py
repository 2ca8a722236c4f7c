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
    "block": "coap.opt.block_number",
    "block_more": "coap.opt.block_mflag",
}
KNOWN = {
    "frame only tshark": "datagrams whose options break the rules are not believed to be CoAP, and on another port the first one of a flow is not yet",
}


def facts(said):
    if said["protocol"] != "coap":
        return None
    found = [(name, said.get(name)) for name in ("type", "code", "message_id", "token", "observe", "size")]
    # Of a payload that is a block tshark gives no length.
    if "block1" in said or "block2" in said:
        found = [one for one in found if one[0] != "size"]
    # In the order of the options.
    for name in ("block2", "block1"):
        found += [("block", said.get(name)), ("block_more", said.get(name + "_more"))]
    return found + [("path", said["target"].split("/")[1:] if said["kind"] == "request" and said.get("target", "/") != "/" else None)]
