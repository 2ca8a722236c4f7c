"""Configuration test of Ethernet: the function that is next."""
DISPLAY = "loop"
ONE = None
FIELDS = {"skip": "loop.skipcount", "function": "loop.relevant_function", "receipt": "loop.receipt_number", "forward_to": "loop.forwarding_address"}
KNOWN = {"of another station": "tshark also shows what other stations did or will do"}


def classify(name, frame, theirs, ours):
    return "of another station" if name in ("receipt", "forward_to") and set(ours) <= set(theirs) else None


def facts(said):
    if said["protocol"] != "loopback":
        return None
    return [(name, said[name]) for name in FIELDS if name in said]
