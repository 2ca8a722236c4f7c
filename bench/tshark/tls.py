"""Hellos of TLS: fingerprints, name, suite."""

DISPLAY = "tls.handshake.type == 1 || tls.handshake.type == 2"
DECODE_AS = []
ONE = None
FIELDS = {
    "ja3": "tls.handshake.ja3",
    "ja3s": "tls.handshake.ja3s",
    "server_name": "tls.handshake.extensions_server_name",
    "cipher": "tls.handshake.ciphersuite",
}


def facts(said):
    if said.get("protocol") != "tls" or said.get("operation") != "hello" or "record_format" in said:
        return None
    found = [(name, said[name]) for name in ("ja3", "ja3s", "server_name") if said.get(name)]
    if "cipher" in said:
        found.append(("cipher", said["cipher"]))
    return found


KNOWN = {
    "offer": "tshark lists what a client offers; here its count and its fingerprint are told",
    "frame only tshark": "a hello that ends early, or in an IP packet whose length lies: told as malformed",
    "ja3 only ours": "a list within an extension is longer than the extension: tshark gives up the hello, whose types and order are all read",
    "ja3": "a hello without extensions: tshark leaves out the empty lists, the text of JA3 keeps their commas",
}


def classify(name, frame, theirs, ours):
    if name == "cipher" and len(theirs) > len(ours):
        return "offer"
    return None
