"""DHCPv6: type, transaction, addresses, options asked for, against tshark."""

DISPLAY = "dhcpv6"
DECODE_AS = []
ONE = None
FIELDS = {
    "type": "dhcpv6.msgtype",
    "transaction": "dhcpv6.xid",
    "addresses": "dhcpv6.iaaddr.ip",
    "dns": "dhcpv6.dns_server",
    "parameters": "dhcpv6.requested_option_code",
    "enterprise": "dhcpv6.vendorclass.enterprise",
    "elapsed": "dhcpv6.elapsed_time",
}
KNOWN = {"relay": "of a relayed message only what the relay carries is told"}


def facts(said):
    if said.get("protocol") != "dhcpv6":
        return None
    found = [(name, said[name]) for name in FIELDS if name in said and name not in ("parameters", "elapsed")]
    if "parameters" in said:
        found.append(("parameters", said["parameters"].split(",")))
    if "elapsed" in said:
        found.append(("elapsed", 10 * said["elapsed"]))
    return found


def classify(name, frame, theirs, ours):
    return "relay" if name == "type" and theirs and theirs[0] in (12, 13) and theirs[-1:] == ours else None
