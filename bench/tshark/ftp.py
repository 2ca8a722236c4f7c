"""FTP: commands, arguments, codes, against tshark."""

DISPLAY = "ftp"
DECODE_AS = []
ONE = None
FIELDS = {"command": "ftp.request.command", "argument": "ftp.request.arg", "code": "ftp.response.code"}
KNOWN = {
    "password is not kept": "the argument of PASS; only that it was sent is said",
    "lines of one segment": "tshark reads the first line of a segment",
}


def facts(said):
    if said.get("protocol") != "ftp":
        return None
    if "code" in said:
        return [("code", said["code"])]
    found = [("command", said["operation"])]
    return found + ([("argument", said["argument"])] if "argument" in said else [])


def classify(name, frame, theirs, ours):
    if name == "messages":
        lines = theirs.get("command")
        return "lines of one segment" if lines and ours.get("command", [])[:len(lines)] == lines else None
    if theirs and name in ("command", "argument") and ours[:len(theirs)] == theirs:
        return "lines of one segment"
    return "password is not kept" if name == "argument" and not ours else None
