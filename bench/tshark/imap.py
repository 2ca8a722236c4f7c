"""IMAP: commands and states of tagged answers."""

DISPLAY = "imap.request || imap.response"
DECODE_AS = []
ONE = None
FIELDS = {
    "command": "imap.request.command",
    "status": "imap.response.status",
}


def facts(said):
    if said.get("protocol") != "imap" or said.get("operation") in ("malformed", "banner"):
        return None
    return [("command", said["operation"])] if said["kind"] == "request" else [("status", said["status"])]


KNOWN = {
    "frame only tshark": "the greeting and what else has no tag",
}
