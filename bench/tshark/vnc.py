"""VNC: versions."""
DISPLAY = "vnc.server_proto_ver || vnc.client_proto_ver"
ONE = None
FIELDS = {
    "vnc.version": "vnc.server_proto_ver", "vnc.answered": "vnc.client_proto_ver",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("vnc",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
