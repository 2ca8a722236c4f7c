"""ICMPv6: type, code, targets of neighbour discovery, contents of router advertisements."""
DISPLAY = "icmpv6"
ONE = None
FIELDS = {
    "type": "icmpv6.type", "code": "icmpv6.code", "hop_limit": "icmpv6.nd.ra.cur_hop_limit", "lifetime_seconds": "icmpv6.nd.ra.router_lifetime",
    "solicited_for": "icmpv6.nd.ns.target_address", "advertised": "icmpv6.nd.na.target_address", "mac": "icmpv6.opt.linkaddr",
    "group": "icmpv6.mldr.mar.multicast_address", "id": "icmpv6.echo.identifier", "sequence": "icmpv6.echo.sequence_number",
}
KNOWN = {"group only ours": "the group of a report of the first version stands in another field of tshark"}


def facts(said):
    if said["protocol"] != "icmpv6":
        return None
    values = [(name, said[name]) for name in FIELDS if name in said]
    if said["operation"] == "neighbour solicitation":
        values.append(("solicited_for", said["target"]))
    if said["operation"] == "neighbour advertisement":
        values.append(("advertised", said["target"]))
    return values
