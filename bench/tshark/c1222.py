"""C12.22: control octet and code of each service, tables, user, titles."""
DISPLAY = "c1222"
DECODE_AS = ["udp.port==50000,c1222"]
ONE = None
FIELDS = {
    "control": "c1222.epsem.flags", "request": "c1222.cmd", "answer": "c1222.err", "table": "c1222.read.table", "written": "c1222.write.table",
    "user_id": "c1222.logon.id", "user": "c1222.logon.user", "seconds": "c1222.wait.seconds", "class": "c1222.epsem.edclass",
}
KNOWN = {"table only ours": "reads by index (31 to 39), whose parameters tshark does not show"}


def facts(said):
    if said["protocol"] != "c1222":
        return None
    told = [("control", said["control"])]
    if "code" in said:
        told.append(("request" if said["kind"] == "request" else "answer", said["code"]))
    if "table" in said:
        told.append(("table" if said["verb"] == "read" else "written", said["table"]))
    return told + [("user_id", said.get("user_id")), ("user", said.get("user")), ("seconds", said.get("seconds")), ("class", said.get("device_class"))]
