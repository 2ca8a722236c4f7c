"""NTP: the header but for its times."""
DISPLAY = "ntp && !icmp"
ONE = None
FIELDS = {"mode": "ntp.flags.mode", "version": "ntp.flags.vn", "leap": "ntp.flags.li", "stratum": "ntp.stratum", "poll": "ntp.ppoll",
          "root_delay": "ntp.rootdelay", "root_dispersion": "ntp.rootdispersion", "reference_id": "ntp.refid"}
CLOCK = "of a question or a control message, which is no clock's"
KNOWN = {
    "reference_id not said": CLOCK,
    "root_delay not said": CLOCK,
    "root_dispersion not said": CLOCK,
    "leap not said": "a control message has no leap indicator: two reserved bits stand in its place",
    "poll not said": "a list of peers is told as one private message; tshark shows each peer",
    "stratum not said": "a list of peers is told as one private message; tshark shows each peer",
}


def reference(said):
    """As the four octets that tshark shows: a name at stratum 0 and 1, else an address."""
    text = said.get("reference_id")
    if text is None:
        return None
    if said["stratum"] <= 1:
        return text.encode("latin-1").ljust(4, b"\0").hex()
    return bytes(int(part) for part in text.split(".")).hex()


def facts(said):
    if said["protocol"] != "ntp":
        return None
    found = [(name, said.get(name)) for name in ("mode", "version", "leap", "stratum", "poll")]
    found += [(name, None if said.get(name) is None else said[name] * 65536) for name in ("root_delay", "root_dispersion")]
    return found + [("reference_id", reference(said))]
