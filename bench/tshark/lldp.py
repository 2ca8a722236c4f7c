"""LLDP: the mandatory TLVs and what the organisations' TLVs tell."""
DISPLAY = "lldp"
ONE = None
FIELDS = {
    "ttl_seconds": "lldp.time_to_live", "system_name": "lldp.tlv.system.name", "port_vlan": "lldp.ieee.802_1.port_vlan.id",
    "mau_type": "lldp.ieee.802_3.pmd_mau_type", "frame_bytes_max": "lldp.ieee.802_3.max_frame_size",
    "profinet_chassis": "lldp.profinet.cm_mac_add",
    "serial": "lldp.media.sn", "firmware": "lldp.media.firmware", "software": "lldp.media.software",
    "manufacturer": "lldp.media.manufacturer", "model": "lldp.media.model",
}
KNOWN = {}


def facts(said):
    return [(name, said[name]) for name in FIELDS if name in said] if said["protocol"] == "lldp" else None
