"""Ethernet POWERLINK: types, nodes, states, services, network management and what a node says it is."""
DISPLAY = "epl"
ONE = "epl.mtyp"
FIELDS = {
    "type": "epl.mtyp", "source": "epl.src", "size_request": "epl.preq.size", "size_response": "epl.pres.size", "state": "epl.pres.stat",
    "state_soa": "epl.soa.stat", "service_soa": "epl.soa.svid", "service_node": "epl.soa.svtg", "service": "epl.asnd.svid",
    "state_ident": "epl.asnd.ires.state", "vendor_id": "epl.asnd.ires.vendorid", "product_code": "epl.asnd.ires.productcode",
    "revision": "epl.asnd.ires.revisionno", "serial": "epl.asnd.ires.serialno", "device_profile": "epl.asnd.ires.devicetype", "ip": "epl.asnd.ires.ip",
    "host": "epl.asnd.ires.hostname", "command": "epl.asnd.nmtcommand.cid", "sdo_command": "epl.asnd.sdo.cmd.command.id",
    "sdo_index": "epl.asnd.sdo.cmd.data.index", "subindex": "epl.asnd.sdo.cmd.data.subindex",
}
KNOWN = {"source only ours": "tshark shows no sender over UDP"}


def facts(said):
    if said["protocol"] != "powerlink":
        return None
    kind, result = said["type"], []
    for name in FIELDS:
        key = name.split("_")[0] if name in ("size_request", "size_response", "state_soa", "service_soa", "state_ident", "sdo_command") else name
        if name == "sdo_command":
            key = "command"
        value = said.get(key)
        wanted = {"size_request": kind == 3, "size_response": kind == 4, "state": kind == 4, "state_soa": kind == 5, "service_soa": kind == 5,
                  "service": kind == 6, "state_ident": kind == 6 and said.get("service") == 1, "command": said.get("service") == 4 and kind == 6,
                  "sdo_command": said.get("service") == 5 and kind == 6}.get(name, True)
        result.append((name, value if wanted else None))
    return result
