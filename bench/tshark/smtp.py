"""SMTP: commands and codes."""

DISPLAY = "smtp.req.command || smtp.response.code"
DECODE_AS = []
ONE = None
FIELDS = {
    "command": "smtp.req.command",
    "code": "smtp.response.code",
}


def facts(said):
    if said.get("protocol") != "smtp" or said.get("operation") == "malformed":
        return None
    if said["kind"] == "request":
        return [("command", said["operation"])] if said["operation"] != "message" else None
    return [("code", said["code"])]


KNOWN = {
    "reply in parts": "a reply of several lines is told with its last; tshark shows each segment",
    "frame only postern": "a command or answer in a segment with the end of a letter, which tshark shows as its text",
    "command": "tshark shows only the first of several commands in one segment",
    "code": "tshark shows only the first of several answers in one segment",
}


def classify(name, frame, theirs, ours):
    if name == "messages":
        return "reply in parts" if theirs.get("code") and not theirs.get("command") and not any(ours.values()) else None
    return name if len(theirs) == 1 and len(ours) > 1 and theirs[0] == ours[0] else None
