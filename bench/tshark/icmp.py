"""ICMP: type, code, identifier and number of echoes, against tshark."""
DISPLAY = "icmp"
ONE = None
FIELDS = {"type": "icmp.type", "code": "icmp.code", "id": "icmp.ident", "sequence": "icmp.seq"}
KNOWN = {"quoted": "of an error tshark also reads the ICMP message that it quotes"}


def facts(said):
    if said["protocol"] != "icmp":
        return None
    found = [(name, said[name]) for name in ("type", "code", "sequence") if name in said]
    if "id" in said:
        found.append(("id", said["id"]))
    return found


def classify(name, frame, theirs, ours):
    return "quoted" if len(theirs) > len(ours) and theirs[: len(ours)] == ours else None
