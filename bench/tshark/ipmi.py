"""IPMI over RMCP: function and command."""
DISPLAY = "ipmi_session || asf"
OPTIONS = ["ipmi.dissect_bus_commands:TRUE"]
ONE = None
FIELDS = {
    "ipmi.function": "ipmi.header.netfn", "ipmi.command": "ipmi.header.command", "ipmi.sequence": "ipmi.header.sequence",
    "ipmi.completion": "ipmi.header.completion", "ipmi.type": "asf.type", "ipmi.enterprise": "asf.iana",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("ipmi",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
