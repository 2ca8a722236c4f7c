"""SNMP: kind of PDU, ids, errors, objects and values, against tshark."""

DISPLAY = "snmp"
DECODE_AS = []
ONE = None
FIELDS = {
    "pdu": "snmp.data",
    "request_id": "snmp.request_id",
    "error": "snmp.error_status",
    "oids": "snmp.name",
    "integers": "snmp.value.int",
    "user": "snmp.msgUserName",
    "engine": "snmp.msgAuthoritativeEngineID",
    "message_id": "snmp.msgID",
}
KNOWN = {}


def facts(said):
    # A refused login stands beside the report that says so.
    if said.get("protocol") != "snmp" or said.get("operation") == "login":
        return None
    integers = [v for t, v in zip(said.get("types", []), said.get("values", [])) if t == "integer"]
    plain = [(name, said.get(name)) for name in ("pdu", "request_id", "error", "user", "engine", "message_id")]
    return [(n, v) for n, v in plain if v is not None] + [("oids", said.get("oids", [])), ("integers", integers)]
