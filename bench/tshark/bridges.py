"""Trunk negotiation and unidirectional links of Cisco's bridges (DTP, UDLD). Frames of ISL are not read, so what they carry is left out."""
DISPLAY = "(dtp || udld) && !isl"
ONE = None
FIELDS = {"sender": "dtp.senderid", "device": "udld.device_id"}
KNOWN = {"device only ours": "the domain of a trunk, which tshark shows as octets"}


def facts(said):
    if said["protocol"] not in ("dtp", "udld"):
        return None
    return [("sender", said.get("sender")), ("device", said.get("target"))]
