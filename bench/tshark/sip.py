"""SIP: first lines, who calls whom, call and status of every message."""
DISPLAY = "sip && !icmp"
ONE = "sip.CSeq"
FIELDS = {
<<<<<<< HEAD
    "method": "sip.Method", "status": "sip.Status-Code", "from": "sip.from.addr", "to": "sip.to.addr",
    "contact": "sip.contact.uri", "call_id": "sip.Call-ID", "cseq": "sip.CSeq", "agent": "sip.User-Agent",
=======
    "method": "sip.Method", "whom": "sip.r-uri", "status": "sip.Status-Code", "from": "sip.from.addr", "to": "sip.to.addr",
    "contact": "sip.contact.uri", "call_id": "sip.Call-ID", "cseq": "sip.CSeq", "user": "sip.auth.username", "expires": "sip.Expires",
    "user_agent": "sip.User-Agent", "server": "sip.Server",
>>>>>>> main
}
KNOWN = {}


def tidy(values):
    """Who is reached, without the parameters of the address."""
    values["contact"] = [str(text).partition(";")[0] for text in values["contact"]]


def facts(said):
    if said["protocol"] != "sip":
        return None
<<<<<<< HEAD
    found = [("status", said.get("status")), ("agent", said.get("user_agent"))]
    found += [(name, said.get(name)) for name in ("from", "to", "contact", "call_id", "cseq")]
    return found + ([("method", said["operation"])] if said["kind"] == "request" else [])
=======
    found = [(name, said.get(name)) for name in FIELDS if name not in ("method", "whom", "user")]
    # tshark leaves the name in its quotes.
    found.append(("user", f'"{said["user"]}"' if "user" in said else None))
    return found + ([("method", said["operation"]), ("whom", said.get("target"))] if said["kind"] == "request" else [])
>>>>>>> main
