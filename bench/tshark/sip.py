"""SIP: method, status, call, agents, against tshark."""
DISPLAY = "sip"
ONE = None
FIELDS = {"method": "sip.Method", "status": "sip.Status-Code", "call_id": "sip.Call-ID", "cseq": "sip.CSeq", "user_agent": "sip.User-Agent", "server": "sip.Server"}
KNOWN = {}


def facts(said):
    if said["protocol"] != "sip":
        return None
    found = [(name, said[name]) for name in FIELDS if name in said]
    return found + ([("method", said["operation"])] if said["kind"] == "request" else [])
