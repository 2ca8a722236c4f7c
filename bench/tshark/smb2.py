"""SMB 2 and 3: commands, ids, status, shares and names asked for, against tshark."""

DISPLAY = "smb2.cmd"
DECODE_AS = []
ONE = "smb2.header_len"
FIELDS = {
    "cmd": "smb2.cmd",
    "message_id": "smb2.msg_id",
    "status": "smb2.nt_status",
    "dialect": "smb2.dialect",
    "control_code": "smb2.ioctl.function",
}
COMMANDS = [
    "negotiate", "session setup", "logoff", "tree connect", "tree disconnect", "create", "close", "flush", "read", "write", "lock", "ioctl", "cancel",
    "echo", "query directory", "change notify", "query info", "set info", "oplock break",
]
DIALECTS = {"2.0.2": 0x202, "2.1": 0x210, "3.0": 0x300, "3.0.2": 0x302, "3.1.1": 0x311, "2.x": 0x2FF}
KNOWN = {
    "interim answer": "an answer with STATUS_PENDING is passed over; the final one counts",
}


def facts(said):
    if said.get("protocol") != "smb2":
        return None
    found = [("cmd", COMMANDS.index(said["operation"])), ("message_id", said["message_id"] & (1 << 64) - 1)]
    if "status" in said:
        found.append(("status", said["status"]))
    dialects = said.get("dialects", []) + ([said["dialect"]] if "dialect" in said else [])
    found.append(("dialect", [DIALECTS[d] for d in dialects if d in DIALECTS]))
    if "control_code" in said:
        found.append(("control_code", said["control_code"]))
    return found


def classify(name, frame, theirs, ours):
    if name == "messages" and theirs.get("status") == [0x103]:
        return "interim answer"
    return None
