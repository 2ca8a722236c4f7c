"""NetBIOS name service: header, name, addresses."""
DISPLAY = "nbns && !icmp"
ONE = "nbns.flags"
FIELDS = {
    "id": "nbns.id", "opcode": "nbns.flags.opcode", "answer": "nbns.flags.response", "rcode": "nbns.flags.rcode", "broadcast": "nbns.flags.broadcast",
    "name": "nbns.name", "address": "nbns.addr", "group": "nbns.nb_flags.group", "names": "nbns.netbios_name",
}
OPCODES = {"query": 0, "node status": 0, "register": 5, "release": 6, "wait": 7, "refresh": 8}
KNOWN = {"names": "octets of a name that are no text are written otherwise"}


def tidy(values):
    """tshark writes what the suffix of a name means, names it again for each record, and leaves the suffix out in the list of a node's names."""
    values["name"] = [str(name).split(" (")[0].replace("<00>" * 15, "<00>") for name in values["name"][:1]]


def facts(said):
    if said["protocol"] != "nbns":
        return None
    found = [(name, said.get(name)) for name in ("id", "rcode", "broadcast", "address", "group")]
    found += [("name", said.get("target")), ("names", [name.rpartition("<")[0] for name in said.get("names", [])])]
    return found + [("opcode", OPCODES.get(said["operation"])), ("answer", int(said["kind"] != "request"))]


def classify(name, frame, theirs, ours):
    return "names" if name == "names" and any("__msbrowse__" in text for text in theirs) else None
