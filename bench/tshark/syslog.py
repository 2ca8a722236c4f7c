"""Syslog: facility and severity, against tshark."""

DISPLAY = "syslog.facility"
DECODE_AS = []
ONE = None
FIELDS = {"facility": "syslog.facility", "severity": "syslog.level"}
KNOWN = {"counted": "tshark does not know counted messages over TCP (RFC 6587)"}


def facts(said):
    return [(name, said[name]) for name in FIELDS] if said.get("protocol") == "syslog" else None


def classify(name, frame, theirs, ours):
    return "counted" if name == "messages" and not any(theirs.values()) else None
