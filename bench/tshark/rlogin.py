"""rlogin and TFTP: users, files. The speed of a terminal, which we tell behind its type, is another field of tshark."""
DISPLAY = "rlogin.client_user_name || tftp.source_file || tftp.destination_file"
ONE = None
FIELDS = {
    "rlogin.local_user": "rlogin.client_user_name", "rlogin.user": "rlogin.server_user_name", "rlogin.terminal": "rlogin.terminal_type",
    "tftp.file": "tftp.source_file", "tftp.mode": "tftp.type", "tftp.size": "tftp.option.value",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("rlogin", "tftp"):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in dict(said, terminal=said.get("terminal", "").partition("/")[0]).items())
    return [(name, value) for name, value in named if value and name in FIELDS]
