"""SMB 1 over TCP: commands, ids, status, trees, names, systems, against tshark."""

DISPLAY = "smb.cmd && tcp"
DECODE_AS = []
ONE = None
FIELDS = {
    "command": "smb.cmd",
    "multiplex_id": "smb.mid",
    "status": "smb.nt_status",
    "tree": "smb.path",
    "native_os": "smb.native_os",
    "dialects": "smb.dialect.name",
}
KNOWN = {
    "end of chain": "255, no further command, is no command",
    "tree of a later message": "tshark repeats the path with every message in the tree; here it is part of the target",
}


def facts(said):
    if said.get("protocol") != "smb1" or "command" not in said:
        return None
    found = [("command", said["command"]), ("multiplex_id", said["multiplex_id"])]
    found.append(("status", said.get("status", 0)))
    if said["operation"] == "tree connect" and said["kind"] == "request":
        found.append(("tree", said.get("target")))
    return found + [(name, said[name]) for name in ("native_os", "dialects") if name in said]


def classify(name, frame, theirs, ours):
    if name == "command" and [number for number in theirs if number != 255] == ours:
        return "end of chain"
    if name == "tree" and theirs[-len(ours):] == ours or name == "tree" and not ours:
        return "tree of a later message"
    return None
