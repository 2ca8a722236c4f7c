"""CDP: what a device tells of itself."""
DISPLAY = "cdp"
ONE = None
FIELDS = {
    "version": "cdp.version", "ttl_seconds": "cdp.ttl", "device": "cdp.deviceid", "port": "cdp.portid", "platform": "cdp.platform",
    "native_vlan": "cdp.native_vlan", "vtp_domain": "cdp.vtp_management_domain",
}
KNOWN = {"platform": "tshark gives a number of another TLV the same name, behind the platform"}


def facts(said):
    return [(name, said[name]) for name in FIELDS if name in said and said[name] != ""] if said["protocol"] == "cdp" else None
