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
    if said.get("protocol") != "rdp":
        return None
    return [(name, said[name]) for name in FIELDS if name in said]
