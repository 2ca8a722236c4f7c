"""PROFINET on Ethernet: DCP, cyclic data, alarms, PTCP."""
DISPLAY = "pn_rt"
ONE = None
FIELDS = {
    "frame_id": "pn_rt.frame_id", "cycle_counter": "pn_rt.cycle_counter", "data_status": "pn_rt.ds", "transfer_status": "pn_rt.transfer_status",
    "service": "pn_dcp.service_id", "service_type": "pn_dcp.service_type", "transaction": "pn_dcp.xid", "response_delay": "pn_dcp.response_delay",
    "qualifier": "pn_dcp.block_qualifier", "name": "pn_dcp.suboption_device_nameofstation", "type": "pn_dcp.suboption_device_devicevendorvalue",
    "vendor_id": "pn_dcp.suboption_vendor_id", "device_id": "pn_dcp.suboption_device_id", "role": "pn_dcp.suboption_device_role",
    "ip": "pn_dcp.suboption_ip_ip", "mask": "pn_dcp.suboption_ip_subnetmask", "gateway": "pn_dcp.suboption_ip_standard_gateway",
    "error": "pn_dcp.block_error", "alarm_type": "pn_io.alarm_type", "slot": "pn_io.slot_nr", "subslot": "pn_io.subslot_nr",
    "sequence": "pn_io.send_seq_num", "acknowledged_sequence": "pn_io.ack_seq_num", "ptcp_sequence": "pn_ptcp.sequence_id",
}
KNOWN = {
    "error not said": "0, no error, is not told as an error",
    "blocks": "the last of several qualifiers or addresses is told",
}


def classify(name, frame, theirs, ours):
    if name == "error" and set(theirs) == {0}:
        return "error not said"
    if len(theirs) > 1 and len(ours) == 1 and ours[0] in theirs:
        return "blocks"
    return None


def facts(said):
    if said["protocol"] not in ("pndcp", "pnrt", "ptcp", "profinet"):
        return None
    result = [(name, said.get(name)) for name in FIELDS if name != "sequence"]
    result.append(("ptcp_sequence" if said["protocol"] == "ptcp" else "sequence", said.get("sequence")))
    return result
