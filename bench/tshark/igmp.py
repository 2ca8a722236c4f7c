"""IGMP: type and groups."""
DISPLAY = "igmp && !icmp"
ONE = None
FIELDS = {"type": "igmp.type", "group": "igmp.maddr", "records": "igmp.num_grp_recs"}
KNOWN = {}


def facts(said):
    if said["protocol"] != "igmp":
        return None
    return [(name, said[name]) for name in FIELDS if name in said]
