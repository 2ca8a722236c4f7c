"""PTP: header and announcements."""
DISPLAY = "ptp"
ONE = None
FIELDS = {
    "type": "ptp.v2.messagetype", "domain": "ptp.v2.domainnumber", "flags": "ptp.v2.flags", "clock": "ptp.v2.clockidentity",
    "port": "ptp.v2.sourceportid", "sequence": "ptp.v2.sequenceid", "interval": "ptp.v2.logmessageperiod",
    "grandmaster": "ptp.v2.an.grandmasterclockidentity", "priority1": "ptp.v2.an.priority1", "priority2": "ptp.v2.an.priority2",
    "class": "ptp.v2.an.grandmasterclockclass", "accuracy": "ptp.v2.an.grandmasterclockaccuracy",
    "variance": "ptp.v2.an.grandmasterclockvariance", "steps": "ptp.v2.an.localstepsremoved", "utc_offset": "ptp.v2.an.origincurrentutcoffset",
}
KNOWN = {"version 1": "tshark names the fields of version 1 otherwise"}


def facts(said):
    if said["protocol"] != "ptp":
        return None
    values = {name: said[name] for name in FIELDS if name in said}
    for name in ("clock", "grandmaster"):
        if name in values:
            values[name] = "0x" + values[name]
    return list(values.items())


def classify(name, frame, theirs, ours):
    return "version 1" if not theirs and name != "messages" else None
