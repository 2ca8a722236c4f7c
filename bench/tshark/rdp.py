"""RDP: cookie and negotiation, against tshark."""

DISPLAY = "rdp"
DECODE_AS = []
ONE = None
FIELDS = {
    "requested": "rdp.negReq.requestedProtocols",
    "selected": "rdp.negReq.selectedProtocol",
    "client_build": "rdp.client.build",
}
KNOWN = {}


def facts(said):
    # Whether a login succeeded is told by sizes, which tshark does not look at.
    if said.get("protocol") != "rdp" or said.get("operation") == "login":
        return None
    return [(name, said[name]) for name in FIELDS if name in said]
