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


KNOWN = {
    "of the call": "tshark repeats program, version and procedure in the reply; a version stands twice in its portmapper calls",
    "reply without its call": "tshark does not take it for a reply",
    "frame only tshark": "a record over TCP whose beginning was not captured",
}


def classify(name, frame, theirs, ours):
    if name == "messages" and not theirs.get("xid") and not ours.get("program"):
        return "reply without its call"
    if name in ("version", "procedure", "program") and (not ours or theirs == ours * 2):
        return "of the call"
    return None
