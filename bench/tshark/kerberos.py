"""Kerberos: types, names, encryption types, errors, against tshark. What other protocols carry inside is left out."""

DISPLAY = "kerberos && (tcp.port == 88 || udp.port == 88)"
DECODE_AS = []
ONE = None
FIELDS = {
    "type": "kerberos.msg_type",
    "etypes": "kerberos.ENCTYPE",
    "crealm": "kerberos.crealm",
    "client": "kerberos.CNameString",
    "service": "kerberos.SNameString",
    "error": "kerberos.error_code",
    "etype": "kerberos.etype",
}
KNOWN = {
    "etype of inner parts": "tshark goes on with authenticator, authorization data and pre-authentication of a request for a ticket",
    "service of an additional ticket": "the ticket of a user-to-user request is not read",
}


def facts(said):
    if said.get("protocol") != "kerberos":
        return None
    presented = said.get("presented_service")
    found = [("type", [said["type"]] + ([14] if presented else [])), ("etypes", said.get("etypes", []))]
    found += [("service", name.split("/")) for name in (presented, said.get("service")) if name is not None]
    if "client" in said:
        found.append(("client", said["client"].split("/")))
    if "client_realm" in said:
        found.append(("crealm", said["client_realm"]))
    if "error" in said:
        found.append(("error", said["error"]))
    found.append(("etype", said.get("server_etypes", []) + [said[name] for name in ("presented_etype", "ticket_etype", "etype") if name in said]))
    return found


def classify(name, frame, theirs, ours):
    if name == "etype" and ours and theirs[: len(ours)] == ours:
        return "etype of inner parts"
    if name == "service" and ours and theirs[: len(ours)] == ours:
        return "service of an additional ticket"
    return None
