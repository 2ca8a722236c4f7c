"""HART-IP: header, frame, answers of the commands that report values and names."""
DISPLAY = "hart_ip"
DECODE_AS = []
ONE = "hart_ip.msg_length"
FIELDS = {
    "version": "hart_ip.version",
    "message_type": "hart_ip.message_type",
    "message_id": "hart_ip.message_id",
    "status": "hart_ip.status",
    "sequence": "hart_ip.transaction_id",
    "host_type": "hart_ip.session_init.master_type",
    "close_timer": "hart_ip.session_init.inactivity_close_timer",
    "delimiter": "hart_ip.pt.delimiter",
    "command": "hart_ip.pt.command",
    "response_code": "hart_ip.pt.response_code",
    "device_status": "hart_ip.pt.device_status",
    "pv": "hart_ip.pt.rsp.pv",
    "pv_units": "hart_ip.pt.rsp.pv_units",
    "device_type": "hart_ip.pt.rsp.expanded_device_type",
    "software_revision": "hart_ip.pt.rsp.software_rev",
    "tag": "hart_ip.pt.rsp.tag",
    "descriptor": "hart_ip.pt.rsp.descriptor",
}


def facts(said):
    if said.get("protocol") != "hartip" or "message_id" not in said:
        return None
    # tshark does not open what stands in command 78.
    if said["message_id"] == 3 and "place" in said:
        return None
    result = [(name, said[name]) for name in FIELDS if name in said]
    if "long_tag" in said:
        result.append(("tag", said["long_tag"]))
    if "units" in said:
        result += [("pv", said["values"][0]), ("pv_units", said["units"][0])]
    return result


KNOWN = {
    "frame only postern": "tshark does not take messages of id 5 (read audit log) for HART-IP",
    "frame only tshark": "a message quoted in ICMP",
    "device_type not said": "tshark reads a request for a tag as if it were the answer",
    "software_revision not said": "the same",
    "tag only ours": "the request for a tag (command 11), which tshark does not open",
}
