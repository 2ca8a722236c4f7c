"""PIM version 2."""
DISPLAY = "pim && pim.version == 2 && !icmp"
ONE = None
FIELDS = {
    "version": "pim.version", "type": "pim.type", "hold_seconds": "pim.holdtime", "delay_millis": "pim.propagation_delay",
    "override_millis": "pim.override_interval", "generation": "pim.generation_id", "upstream": "pim.upstream_neighbor", "group": "pim.group",
    "joins": "pim.join_ip", "prunes": "pim.prune_ip", "metric": "pim.metric", "preference": "pim.metric_pref", "bootstrap_router": "pim.bsr",
    "rendezvous": "pim.rp", "address": "pim.address_list", "source": "pim.source",
}
KNOWN = {
    "source of a list": "tshark gives joined and pruned sources a second name",
    "hold time of a rendezvous point": "it is not told",
}


def tidy(values):
    """tshark names a group in the head of its tree again."""
    values["group"] = list(dict.fromkeys(values["group"]))


def classify(name, frame, theirs, ours):
    if name == "source" and not ours:
        return "source of a list"
    return "hold time of a rendezvous point" if name == "hold_seconds" and not ours else None


def facts(said):
    if said["protocol"] != "pim":
        return None
    found = []
    for name, value in said.items():
        # Of a register tshark reads what is within as a packet of its own.
        if said["type"] == 1 and name in ("group", "source"):
            continue
        name = {"groups": "group", "rendezvous_points": "rendezvous", "rendezvous_point": "rendezvous", "addresses": "address"}.get(name, name)
        if name in FIELDS:
            values = value if isinstance(value, list) else [value]
            found += [(name, str(one).split("/")[0] if name == "group" else one) for one in values]
    return found
