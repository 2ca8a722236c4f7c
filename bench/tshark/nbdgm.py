"""NetBIOS datagrams: names, and the computer browser within."""

DISPLAY = "nbdgm"
DECODE_AS = []
ONE = None
FIELDS = {
    "type": "nbdgm.type",
    "id": "nbdgm.dgram_id",
    "source_address": "nbdgm.src.ip",
    "source_port": "nbdgm.src.port",
    "source_name": "nbdgm.source_name",
    "destination_name": "nbdgm.destination_name",
    "mailslot": "mailslot.name",
    "command": "browser.command",
    "period_millis": "browser.period",
    "name": "browser.server",
    "os_major": "browser.os_major",
    "os_minor": "browser.os_minor",
    "server_type": "browser.server_type",
    "signature": "browser.sig",
    "comment": "browser.comment",
    "master": "browser.mb_server",
    "promoted": "browser.browser_to_promote",
    "asked_by": "browser.response_computer_name",
    "version": "browser.election.version",
    "criteria": "browser.election.criteria",
    "uptime_millis": "browser.uptime",
}


def facts(said):
    if said.get("protocol") != "nbdgm" or said.get("operation") == "malformed":
        return None
    return [(name, said[name]) for name in FIELDS if name in said]


KNOWN = {
    "name written otherwise": "tshark writes what the suffix of a name means, and unprintable octets as numbers",
}


def classify(name, frame, theirs, ours):
    if name in ("source_name", "destination_name") and len(theirs) == len(ours):
        if all("__msbrowse__" in str(value) for value in theirs + ours):
            return "name written otherwise"
        clean = [str(value).split(" (")[0].split("(")[0].strip() for value in theirs]
        if clean == [str(value) for value in ours]:
            return "name written otherwise"
    return None
