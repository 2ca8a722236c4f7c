"""Oracle TNS: packets of connecting."""
DISPLAY = "tns"
ONE = None
FIELDS = {
    "tns.version": "tns.version",
}
KNOWN = {"frame only tshark": "packets that neither connect, log in, ask nor refuse are no messages here"}


def facts(said):
    if said["protocol"] not in ("tns",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
