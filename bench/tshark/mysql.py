"""MySQL: commands, users, errors."""

DISPLAY = "mysql.command || mysql.user || mysql.error_code || mysql.version"
DECODE_AS = []
ONE = None
FIELDS = {
    "command": "mysql.command",
    "user": "mysql.user",
    "version": "mysql.version",
    "error": "mysql.error_code",
    "sql_state": "mysql.sqlstate",
}


def facts(said):
    if said.get("protocol") != "mysql" or said.get("operation") == "malformed":
        return None
    found = [(name, said[name]) for name in ("command", "error", "sql_state") if name in said]
    if said["operation"] == "greeting":
        found.append(("version", said["version"]))
    if said["operation"] == "login" and said["kind"] == "request":
        found.append(("user", said["user"]))
    return found or None


KNOWN = {
    "login without its greeting": "tshark takes the first packet for a command where it has not seen the server greet",
    "frame only tshark": "the packet that asks for TLS: tshark shows it as a login without a user",
}


def classify(name, frame, theirs, ours):
    return "login without its greeting" if name == "command" and not ours or name == "user" and not theirs else None
