"""TDS: requests by the type of their first packet, procedures, errors, logins."""

DISPLAY = "tds"
DECODE_AS = []
ONE = None
FIELDS = {
    "procedure": "tds.rpc.name",
    "error": "tds.error.number",
    "return_status": "tds.returnstatus.value",
    "host": "tds.7login.clientname",
    "user": "tds.7login.username",
    "application": "tds.7login.appname",
    "server": "tds.7login.servername",
}


def facts(said):
    if said.get("protocol") != "tds" or said.get("operation") == "malformed":
        return None
    told = [(name, said[name]) for name in FIELDS if name in said]
    return [(name, value) for name, value in told if name != "user" or said["kind"] == "request"]


BY_NUMBER = {"sp_cursor", "sp_cursoropen", "sp_cursorfetch", "sp_cursorclose", "sp_executesql", "sp_prepare", "sp_execute", "sp_prepexec", "sp_unprepare",
             "sp_cursorexecute", "sp_cursorprepexec", "sp_cursorunprepare", "sp_cursorprepare", "sp_cursoroption", "sp_prepexecrpc"}

KNOWN = {
    "frame only tshark": "a packet that goes on with a message: told once, with its first packet for requests, with its last for answers",
    "by number": "tshark names a procedure only where its name is on the wire; here those with a number are named, too",
    "return_status not said": "it stands among rows and values, which pass unread",
    "procedure only ours": "a call in several segments of which tshark shows the name in none",
    "statuses": "tshark lists the status of each procedure of an answer, here the last one is told",
}


def classify(name, frame, theirs, ours):
    if name == "procedure" and not theirs and all(value in BY_NUMBER for value in ours):
        return "by number"
    if name == "return_status" and len(theirs) > 1 and ours == theirs[-1:]:
        return "statuses"
    return None
