"""PROFINET's context manager in DCE/RPC: blocks, records, relations. Pings and their answers have no more than what `dcerpc` compares."""
DISPLAY = "!(dcerpc.pkt_type in {1, 4, 5, 9}) && !(dcerpc.dg_flags1_frag == 1 && dcerpc.dg_flags1_last_frag == 0) && (dcerpc.dg_if_id == dea00001-6c97-11d1-8271-00a02442df7d || dcerpc.dg_if_id == dea00002-6c97-11d1-8271-00a02442df7d)"
ONE = "dcerpc.ver"
FIELDS = {
    "opnum": "dcerpc.opnum", "sequence": "dcerpc.dg_seqnum", "blocks": "pn_io.block_type", "api": "pn_io.api", "slot": "pn_io.slot_nr",
    "subslot": "pn_io.subslot_nr", "index": "pn_io.index", "station": "pn_io.cminitiator_station_name", "mac": "pn_io.cminitiator_mac_add",
    "answered_mac": "pn_io.cmresponder_macadd",
    "command": "pn_io.control_command", "order_id": "pn_io.order_id",
}
# Block types from here on are of makers; tshark leaves some closed.
VENDOR = 0xB000
KNOWN = {
    "told of the connection": "tshark repeats in later frames what the connect said, and tells the submodules that are expected",
    "data of a record": "a record's data are told as blocks where they are blocks; tshark also opens what stands within them",
}


def tidy(values):
    """Of the places that a message names, the first, which is the target."""
    for name in ("api", "slot", "subslot", "mac", "answered_mac", "station"):
        values[name] = values[name][:1]


def facts(said):
    if said["protocol"] != "pnio":
        return None
    found = [(name, said.get(name)) for name in FIELDS if name != "mac"]
    found.append(("mac" if said["kind"] == "request" else "answered_mac", said.get("mac")))
    for record in said.get("records", []):
        kind, _, number = record.split(" ", 1)[1].rpartition("&m" if "i&m" in record else " ")
        found.append(("index", 0xAFF0 + int(number) if kind == "i" else int(number, 16)))
    return found


def classify(name, frame, theirs, ours):
    if name in ("api", "slot", "subslot", "mac", "answered_mac", "station") and not ours:
        return "told of the connection"
    rest = iter(theirs)
    if name == "blocks" and theirs and all(block in rest for block in ours if block < VENDOR):
        return "data of a record"
    return None
