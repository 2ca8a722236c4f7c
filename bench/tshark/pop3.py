"""POP3: commands, arguments and states of answers."""

DISPLAY = "pop.request.command || pop.response.indicator"
DECODE_AS = []
ONE = None
FIELDS = {
    "command": "pop.request.command",
    "indicator": "pop.response.indicator",
}
KNOWN = {}


def facts(said):
    if said.get("protocol") != "pop3" or said.get("operation") == "malformed":
        return None
    return [("command", said["operation"])] if said["kind"] == "request" else [("indicator", "-ERR" if said["kind"] == "refused" else "+OK")]
