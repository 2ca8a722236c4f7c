"""GTP-U: the tunnel. What lies within is read as if it had been captured there, and compared with its own protocols."""
DISPLAY = "gtp.message == 0xff"
ONE = "gtp.teid"
FIELDS = {"teid": "gtp.teid"}
KNOWN = {"frame only tshark": "a carrier is told once for each of its flows"}


def facts(said):
    if said["protocol"] != "gtp" or not said.get("target", "").startswith("teid "):
        return None
    return [("teid", int(said["target"].removeprefix("teid ")))]
