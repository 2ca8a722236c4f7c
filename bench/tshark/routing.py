"""What routers say to each other: VRRP, HSRP, EIGRP."""
DISPLAY = "(vrrp || hsrp || eigrp) && !icmp"
ONE = None
FIELDS = {
    "vrrp.version": "vrrp.version", "vrrp.router": "vrrp.virt_rtr_id", "vrrp.priority": "vrrp.prio", "vrrp.addresses": "vrrp.ip_addr",
    "vrrp.authentication": "vrrp.auth_type", "vrrp.interval": "vrrp.adver_int", "hsrp.version": "hsrp.version", "hsrp.operation_code": "hsrp.opcode",
    "hsrp.group": "hsrp.group", "hsrp.state": "hsrp.state", "hsrp.priority": "hsrp.priority", "hsrp.hello_seconds": "hsrp.hellotime",
    "hsrp.hold_seconds": "hsrp.holdtime", "hsrp.authentication": "hsrp.auth_data", "hsrp.address": "hsrp.virt_ip", "eigrp.version": "eigrp.version",
    "eigrp.opcode": "eigrp.opcode", "eigrp.flags": "eigrp.flags", "eigrp.sequence": "eigrp.seq", "eigrp.acknowledged": "eigrp.ack",
    "eigrp.system": "eigrp.as", "eigrp.hold_seconds": "eigrp.par.holdtime",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("vrrp", "hsrp", "eigrp"):
        return None
    if said["protocol"] == "hsrp" and said["version"] == 1:
        # The first version stands as 0 on the wire.
        said = dict(said, version=0)
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
