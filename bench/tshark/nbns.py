"""NetBIOS names: number, kind of message, code, address, against tshark."""
DISPLAY = "nbns"
ONE = None
FIELDS = {"id": "nbns.id", "broadcast": "nbns.flags.broadcast", "rcode": "nbns.flags.rcode", "address": "nbns.addr"}
KNOWN = {"address of a list": "a host with several addresses: the first is told"}


def facts(said):
    return [(name, said[name]) for name in FIELDS if name in said] if said["protocol"] == "nbns" else None


def classify(name, frame, theirs, ours):
    return "address of a list" if name == "address" and len(theirs) > 1 and theirs[:1] == ours else None
