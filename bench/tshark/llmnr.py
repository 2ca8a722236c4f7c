"""llmnr: number, flags, questions, counts, against tshark."""
DISPLAY = "llmnr"
ONE = None
FIELDS = {"id": "dns.id", "flags": "dns.flags", "names": "dns.qry.name", "answer_count": "dns.count.answers",
          "authority_count": "dns.count.auth_rr", "additional_count": "dns.count.add_rr"}
KNOWN = {"names beyond 32": "of several questions 32 at most are told"}


def facts(said):
    if said["protocol"] != "llmnr":
        return None
    found = [("id", said["id"]), ("flags", said["flags"])]
    found += [(name, said.get(name, 0)) for name in ("answer_count", "authority_count", "additional_count")]
    if "names" in said:
        found.append(("names", said["names"]))
    elif not said["flags"] & 0x8000:
        found.append(("names", said["target"]))
    return found


def classify(name, frame, theirs, ours):
    return "names beyond 32" if name == "names" and len(theirs) > 32 and theirs[:32] == ours else None
