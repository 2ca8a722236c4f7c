"""GE Ethernet Global Data: the whole header."""
DISPLAY = "egd"
DECODE_AS = []
ONE = "egd.rsrv"
FIELDS = {
    "type": "egd.type",
    "version": "egd.ver",
    "request": "egd.rid",
    "producer": "egd.pid",
    "exchange": "egd.exid",
    "status": "egd.stat",
    "signature": "egd.csig",
}


def facts(said):
    if said.get("protocol") != "egd" or "exchange" not in said:
        return None
    return [(name, said[name]) for name in FIELDS if name in said]


KNOWN = {}
