"""Syslog: facility and severity, against tshark."""

DISPLAY = "syslog.facility"
DECODE_AS = []
ONE = None
FIELDS = {"facility": "syslog.facility", "severity": "syslog.level"}
KNOWN = {}


def facts(said):
    return [(name, said[name]) for name in FIELDS] if said.get("protocol") == "syslog" else None
