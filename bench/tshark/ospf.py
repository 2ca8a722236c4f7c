"""OSPF: header, hellos."""
DISPLAY = "ospf"
ONE = None
FIELDS = {
    "version": "ospf.version", "type": "ospf.msg", "router": "ospf.srcrouter", "area": "ospf.area_id", "authentication": "ospf.auth.type",
    "mask": "ospf.hello.network_mask", "hello_seconds": "ospf.hello.hello_interval", "priority": "ospf.hello.router_priority",
    "dead_seconds": "ospf.hello.router_dead_interval", "designated": "ospf.hello.designated_router",
    "backup": "ospf.hello.backup_designated_router", "neighbours": "ospf.hello.active_neighbor",
}
KNOWN = {}


def facts(said):
    return [(name, said[name]) for name in FIELDS if name in said] if said["protocol"] == "ospf" else None
