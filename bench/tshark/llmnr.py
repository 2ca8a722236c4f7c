"""LLMNR: header, question, counts and answers."""
DISPLAY = "llmnr"
ONE = "dns.flags.opcode"
FIELDS = {
    "id": "dns.id", "flags": "dns.flags", "name": "dns.qry.name", "questions": "dns.count.queries", "answers": "dns.count.answers",
    "authorities": "dns.count.auth_rr", "additionals": "dns.count.add_rr", "a": "dns.a", "aaaa": "dns.aaaa", "ptr": "dns.ptr.domain_name",
    "srv": "dns.srv.target",
}
KNOWN = {
    "questions beyond": "of many questions the first 32 are told",
    "records of other sections": "of authority and additional sections the number is told",
}


def told(said):
    """Name, counts and records as the messages of DNS and its kin have them."""
    found = [("id", said["id"]), ("flags", said["flags"]), ("questions", said.get("questions", 1)), ("answers", said.get("answer_count", 0)),
             ("authorities", said.get("authority_count", 0)), ("additionals", said.get("additional_count", 0))]
    if said.get("questions", 1):
        found.append(("name", said.get("names", said.get("target"))))
    for record in said.get("answers", []):
        kind, _, value = record.partition(" ")
        if kind in FIELDS:
            found.append((kind, value.rpartition(":")[0] if kind == "srv" else value))
    return found


def facts(said):
    return told(said) if said["protocol"] == "llmnr" else None


def classify(name, frame, theirs, ours):
    rest = iter(theirs)
    if name in ("a", "aaaa", "ptr", "srv") and all(value in rest for value in ours):
        return "records of other sections"
    if name == "name" and len(theirs) > len(ours) == 32 and theirs[:32] == ours:
        return "questions beyond"
    return None
