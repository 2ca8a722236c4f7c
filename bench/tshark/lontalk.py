"""LonTalk over IP: addresses, transaction and code of each packet."""
DISPLAY = "cnip && !icmp"
ONE = "cnip.ver"
FIELDS = {
    "packet_type": "cnip.type",
    "subnet": "lon.srcnet",
    "node": "lon.srcnode",
    "transaction": "lon.trans_no",
    "code": "lon.code",
    "nv_selector": "lon.nv.selector",
    "domain": "lon.domain",
}
KNOWN = {}


def facts(said):
    if said["protocol"] != "lontalk":
        return None
    subnet, node = said["source"].split("/") if "source" in said else (None, None)
    found = [(name, said.get(name)) for name in ("transaction", "code", "nv_selector", "domain")]
    return found + [("packet_type", said.get("packet_type", 1)), ("subnet", subnet), ("node", node)]
