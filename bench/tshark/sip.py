"""SIP: first lines, who calls whom, numbers of call and request."""
DISPLAY = "sip"
ONE = None
FIELDS = {
    "method": "sip.Method", "status": "sip.Status-Code", "from": "sip.from.addr", "to": "sip.to.addr",
    "contact": "sip.contact.uri", "call_id": "sip.Call-ID", "cseq": "sip.CSeq", "agent": "sip.User-Agent",
}
KNOWN = {}


def tidy(values):
    """Who is reached, without the parameters of the address."""
    values["contact"] = [str(text).partition(";")[0] for text in values["contact"]]


def facts(said):
    if said["protocol"] != "sip":
        return None
    found = [("status", said.get("status")), ("agent", said.get("user_agent"))]
    found += [(name, said.get(name)) for name in ("from", "to", "contact", "call_id", "cseq")]
    return found + ([("method", said["operation"])] if said["kind"] == "request" else [])
