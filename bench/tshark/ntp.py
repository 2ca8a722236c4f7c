"""NTP: the header's first fields."""
DISPLAY = "ntp && !icmp"
ONE = None
FIELDS = {"mode": "ntp.flags.mode", "version": "ntp.flags.vn", "leap": "ntp.flags.li", "stratum": "ntp.stratum", "poll": "ntp.ppoll"}
KNOWN = {
    "leap not said": "a control message has no leap indicator: two reserved bits stand in its place",
    "poll not said": "a list of peers is told as one private message; tshark shows each peer",
    "stratum not said": "a list of peers is told as one private message; tshark shows each peer",
}


def facts(said):
    if said["protocol"] != "ntp":
        return None
    return [(name, said.get(name)) for name in FIELDS]
