"""Spanning tree: all fields of a bridge protocol data unit."""
DISPLAY = "stp"
ONE = None
FIELDS = {
    "version": "stp.version", "type": "stp.type", "flags": "stp.flags", "root": "stp.root.hw", "root_cost": "stp.root.cost",
    "bridge": "stp.bridge.hw", "port": "stp.port", "age_seconds": "stp.msg_age", "max_age_seconds": "stp.max_age",
    "hello_seconds": "stp.hello", "forward_delay_seconds": "stp.forward", "vlan": "stp.pvst.origvlan",
}
KNOWN = {}


def facts(said):
    return [(name, said[name]) for name in FIELDS if name in said] if said["protocol"] == "stp" else None
