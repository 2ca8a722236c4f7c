"""SIP: first lines, who calls whom, call and status of every message."""
DISPLAY = "sip && !icmp"
ONE = "sip.CSeq"
FIELDS = {
    "method": "sip.Method", "status": "sip.Status-Code", "from": "sip.from.addr", "to": "sip.to.addr",
    "contact": "sip.contact.uri", "call_id": "sip.Call-ID", "cseq": "sip.CSeq", "user": "sip.auth.username", "expires": "sip.Expires",
    "user_agent": "sip.User-Agent", "server": "sip.Server",
}
KNOWN = {}


def tidy(values):
    """Who is reached, without the parameters of the address."""
    values["contact"] = [str(text).partition(";")[0] for text in values["contact"]]


def facts(said):
    if said["protocol"] != "sip":
        return None
    found = [(name, said.get(name)) for name in FIELDS if name not in ("method", "user")]
    # tshark leaves the name in its quotes.
    found.append(("user", f'"{said["user"]}"' if "user" in said else None))
    return found + ([("method", said["operation"])] if said["kind"] == "request" else [])
