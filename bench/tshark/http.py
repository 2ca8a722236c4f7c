"""HTTP/1: first lines and the headers that say who and what. SSDP has its own module; bodies are no messages here."""
DISPLAY = "(http.request || http.response) && !ssdp"
# Each head in the frame in which it ends, as postern tells it, not where its body is complete.
OPTIONS = ["http.desegment_body:FALSE"]
ONE = None
FIELDS = {
    "method": "http.request.method", "path": "http.request.uri", "host": "http.host", "agent": "http.user_agent", "status": "http.response.code",
    "server": "http.server", "type": "http.content_type", "length": "http.content_length_header", "location": "http.location",
}
KNOWN = {
    "frame only postern": "an answer that tshark shows as a continuation, as it did not see the end of the one before",
    "behind a gap": "a segment behind a gap is held until the other side has confirmed what is missing, and bears the frame of that",
}


def tidy(values):
    """The query is no part of our target, which has 128 characters at most."""
    values["path"] = [str(path).split("?")[0][:128] for path in values["path"]]


def classify(name, frame, theirs, ours):
    # One side says a request where the other says an answer: both are in the frame of tshark's answer.
    return "behind a gap" if name != "messages" and bool(theirs) != bool(ours) else None


def facts(said):
    # Whether a login succeeded stands beside the answer that says so.
    if said.get("protocol") != "http" or said.get("operation") == "login":
        return None
    found = [("host", said.get("host")), ("agent", said.get("user_agent")), ("type", said.get("content_type")), ("status", said.get("status")),
             ("server", said.get("server")), ("location", said.get("location")), ("length", said.get("content_length"))]
    if said["kind"] == "request":
        found += [("method", said["operation"]), ("path", said.get("target"))]
    return found
