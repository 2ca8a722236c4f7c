"""Unitronics PCOM over TCP: header and command."""
DISPLAY = "pcomtcp"
DECODE_AS = []
ONE = "pcomtcp.length"
FIELDS = {
    "transaction": "pcomtcp.trans_id",
    "mode": "pcomtcp.protocol",
    "code": "pcomascii.command_code",
    "command": "pcombinary.command",
}


def facts(said):
    if said.get("protocol") != "pcom" or "transaction" not in said:
        return None
    return [(name, said[name]) for name in FIELDS if name in said]


KNOWN = {}
