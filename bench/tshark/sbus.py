"""SAIA S-Bus: command, address, values, acknowledgement."""
DISPLAY = "sbus"
DECODE_AS = []
ONE = "sbus.len"
FIELDS = {
    "sequence": "sbus.seq",
    "command": "sbus.cmd",
    "values": "sbus.data_rtc",
    "acknowledge": "sbus.nakcode",
    "type": "sbus.pcd_type",
    "version": "sbus.fw_version",
}
BITS = ("flag", "input", "output")


def facts(said):
    if said.get("protocol") != "sbus" or "sequence" not in said:
        return None
    bits = any(word in said["operation"] for word in BITS)
    return [(name, said[name]) for name in FIELDS if name in said and not (name == "values" and bits)]


KNOWN = {}
