"""Trunk negotiation and unidirectional links of Cisco's bridges (DTP, UDLD)."""
DISPLAY = "dtp || udld"
ONE = None
FIELDS = {"sender": "dtp.senderid", "device": "udld.device_id"}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("dtp", "udld"):
        return None
    return [("sender", said.get("sender")), ("device", said.get("target"))]
