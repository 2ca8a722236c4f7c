"""OPC UA binary: the secure conversation's headers, the service, and what it reads, writes and monitors."""
DISPLAY = "opcua && !icmp"
ONE = "opcua.transport.type"
FIELDS = {
    "sequence": "opcua.security.seq",
    "request": "opcua.security.rqid",
    "service": "opcua.servicenodeid.numeric",
    "handle": "opcua.RequestHandle",
    "attribute": "opcua.AttributeId",
    "subscription": "opcua.SubscriptionId",
    "user": "opcua.UserName",
    "session_name": "opcua.SessionName",
    "endpoint": "opcua.transport.endpoint",
    "clienthandle": "opcua.ClientHandle",
    "int32": "opcua.Int32",
    "uint32": "opcua.UInt32",
    "double": "opcua.Double",
    "string": "opcua.String",
    "boolean": "opcua.Boolean",
}
KNOWN = {
    "frame only postern": "on other ports than 4840, and a message of which tshark drops a retransmitted segment",
    "sequence not said": "encrypted: what tshark shows is cipher text",
    "request not said": "encrypted: what tshark shows is cipher text",
    "subscription not said": "0 in the body of a response that failed as a whole",
    "attribute": "operands of an event filter are no items",
    "int32": "dimensions of arrays are no values",
    "int32 not said": "dimensions of arrays, and the value within the attributes of a node to add, are no values read or written",
    "string not said": "an array that is one of several values is shown as one text; texts within an event filter",
    "user not said": "a user token that is read as a value, not used to log in",
}


def many(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def facts(said):
    if said["protocol"] != "opcua":
        return None
    found = [(name, said.get(name)) for name in ("sequence", "request", "service", "handle", "attribute", "subscription", "user", "session_name")]
    found.append(("endpoint", said.get("target") if said["operation"] == "hello" and said["kind"] == "request" else None))
    found.append(("clienthandle", said.get("handles")))
    values = zip(many(said["types"]), said["values"]) if "types" in said else [(said.get("type"), said.get("value"))]
    if str(said.get("type")).endswith("[]"):
        values = [(said["type"][:-2], value) for value in said["values"]]
    for kind, value in values:
        if kind in FIELDS and value is not None:
            found.append((kind, value))
    return found
