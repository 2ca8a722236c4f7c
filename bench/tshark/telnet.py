"""Telnet: the type of the terminal. Logins and commands are put together from single characters, which tshark shows as they come."""
DISPLAY = "telnet.string_subopt.value"
ONE = None
FIELDS = {"terminal": "telnet.string_subopt.value"}
KNOWN = {}


def tidy(values):
    """Speed and display are told in the same way and stand in the same field of tshark."""
    values["terminal"] = [text for text in values["terminal"] if "," not in str(text) and ":" not in str(text)]


def facts(said):
    return [("terminal", said["terminal"])] if said["protocol"] == "telnet" and "terminal" in said else None
