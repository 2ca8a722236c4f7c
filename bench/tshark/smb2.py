"""SMB 2 and 3: commands, ids, status, accounts, shares, files and how they are opened, read and written, against tshark."""

DISPLAY = "smb2.cmd"
DECODE_AS = []
ONE = "smb2.header_len"
FIELDS = {
    "cmd": "smb2.cmd",
    "message_id": "smb2.msg_id",
    "status": "smb2.nt_status",
    "dialect": "smb2.dialect",
    "control_code": "smb2.ioctl.function",
    "user": "ntlmssp.auth.username",
    "domain": "ntlmssp.auth.domain",
    "workstation": "ntlmssp.auth.hostname",
    "tree": "smb2.tree",
    "file": "smb2.filename",
    "disposition": "smb2.create.disposition",
    "action": "smb2.create.action",
    "length_read": "smb2.read_length",
    "length_written": "smb2.write_length",
    "offset": "smb2.file_offset",
    "pattern": "smb2.find.pattern",
    "listing": "smb2.find.infolevel",
}
COMMANDS = [
    "negotiate", "session setup", "logoff", "tree connect", "tree disconnect", "create", "close", "flush", "read", "write", "lock", "ioctl", "cancel",
    "echo", "query directory", "change notify", "query info", "set info", "oplock break",
]
DIALECTS = {"2.0.2": 0x202, "2.1": 0x210, "3.0": 0x300, "3.0.2": 0x302, "3.1.1": 0x311, "2.x": 0x2FF}
ACTIONS = ["superseded", "opened", "created", "overwritten"]
PENDING = 0x103
KNOWN = {
    "interim answer": "an answer with STATUS_PENDING is passed over; the final one counts",
    "file not said": "names that an answer lists are not read",
    "listing not said": "an answer that repeats its request",
    "empty text": "tshark writes NULL for an empty text",
    "user not said": "a login within a pipe is told by the room of DCE/RPC",
    "domain not said": "the same",
    "workstation not said": "the same",
    "tree not said": "a control code that is about no file, and files opened before the capture, have no target",
    "tree only ours": "after an interim answer tshark no longer names the share",
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
    if said.get("ntlm_type") == 3:
        found += [(name, said.get(name)) for name in ("user", "domain", "workstation")]
    request, operation = said["kind"] == "request", said["operation"]
    # Two backslashes, server, share, path.
    parts = said.get("target", "").split("\\", 4)
    if len(parts) > 3 and (said["kind"] != "refused" or operation != "tree connect"):
        found.append(("tree", "\\".join(parts[:4])))
    if operation == "create" and request and len(parts) > 4:
        found.append(("file", parts[4]))
    found.append(("file", said.get("new_name")))
    found.append(("disposition", said.get("disposition")))
    found.append(("action", ACTIONS.index(said["action"]) if "action" in said else None))
    if operation in ("read", "write") and request:
        found.append(("length_read" if operation == "read" else "length_written", said.get("length")))
        found.append(("offset", said.get("offset")))
    if operation == "query directory":
        found += [("pattern", said.get("pattern")), ("listing", said.get("info_class"))]
    return found


def classify(name, frame, theirs, ours):
    if name == "messages" and [status for status in theirs.get("status", []) if status != PENDING] == ours.get("status", []):
        return "interim answer"
    if name in ("user", "domain", "workstation") and not ours and set(theirs) == {"null"}:
        return "empty text"
    # The same frame again, field by field: what is interim has the id, command and status of an answer that is not told.
    rest = iter(theirs)
    if name in ("cmd", "message_id", "status") and ours and len(theirs) > len(ours) and all(value in rest for value in ours):
        return "interim answer"
    return None
