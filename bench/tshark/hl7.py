"""HL7 version 2: type, event, and of the header who speaks to whom, control id, processing and version. What tshark tells of patients is not compared."""
DISPLAY = "hl7"
ONE = "hl7.message.type"
FIELDS = {"type": "hl7.message.type", "event": "hl7.event.type", "header": "hl7.segment"}
TEXT = ("header",)
KNOWN = {}
COUNTED = (2, 3, 4, 5, 9, 10, 11)
NAMES = ("sending_application", "sending_facility", "receiving_application", "receiving_facility", "control", "processing", "version")


def tidy(values):
    """Of the segments the headers, of these the first part of the fields that we tell."""
    headers = [str(segment).replace("\\r", "").split("|") for segment in values["header"] if str(segment).startswith("msh")]
    values["header"] = ["|".join(part.split("^")[0] for part in [(header + [""] * 12)[at] for at in COUNTED]) for header in headers]


def facts(said):
    if said["protocol"] != "hl7" or "type" not in said:
        return None
    header = "|".join(said.get(name, "") for name in NAMES).lower()
    return [("type", said["type"]), ("event", said.get("event")), ("header", header)]
