"""Beckhoff ADS over AMS/TCP: header, index group and offset, lengths, results, states."""
DISPLAY = "ams"
DECODE_AS = []
ONE = "ams.senderport"
FIELDS = {
    "command": "ams.cmdid",
    "flags": "ams.stateflags",
    "error": "ams.errorcode",
    "invoke_id": "ams.invokeid",
    "index_group": "ams.ads_indexgroup",
    "index_offset": "ams.ads_indexoffset",
    "length": "ams.ads_cblength",
    "read_length": "ams.ads_cbreadlength",
    "write_length": "ams.ads_cbwritelength",
    "result": "ams.adsresult",
    "ads_state": "ams.ads_state",
    "device_state": "ams.ads_devicestate",
    "notification": "ams.ads_notificationhandle",
    "name": "ams.ads_devicename",
}


def facts(said):
    if said.get("protocol") != "ads" or "command" not in said:
        return None
    return [(name, said[name]) for name in FIELDS if name in said]


KNOWN = {
    "length only ours": "answers to a read write, and answers whose request tshark did not see, are not opened by it",
    "result only ours": "the same",
}
