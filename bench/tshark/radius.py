"""RADIUS: code, id, who wants in and where."""
DISPLAY = "radius && !icmp"
ONE = None
FIELDS = {
    "radius.code": "radius.code", "radius.id": "radius.id", "radius.user": "radius.User_Name", "radius.service": "radius.Service_Type",
    "radius.nas_address": "radius.NAS_IP_Address", "radius.port": "radius.NAS_Port",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("radius",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
