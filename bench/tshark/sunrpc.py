"""ONC RPC: transaction, program, version, procedure, what was looked up."""

DISPLAY = "rpc.xid"
DECODE_AS = []
ONE = None
FIELDS = {
    "xid": "rpc.xid",
    "program": "rpc.program",
    "version": "rpc.programversion",
    "procedure": "rpc.procedure",
    "machine": "rpc.auth.machinename",
}


def facts(said):
    if said.get("protocol") != "sunrpc" or said.get("operation") == "malformed":
        return None
    return [(name, said[name]) for name in FIELDS if name in said]


KNOWN = {}
