"""SOCKS: version, where to, who."""
DISPLAY = "socks.version"
ONE = None
FIELDS = {
    "socks.version": "socks.version", "socks.port": "socks.dstport", "socks.host": "socks.v4a_dns_name", "socks.user": "socks.username",
}
KNOWN = {"frame only tshark": "a greeting is told with the answer that chooses a method"}


def facts(said):
    if said["protocol"] not in ("socks",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
