"""HTTP/1: method, path, status and the heads that tell who speaks, against tshark."""
DISPLAY = "http && !ssdp"
ONE = None
FIELDS = {
    "method": "http.request.method", "path": "http.request.uri", "host": "http.host", "user_agent": "http.user_agent",
    "status": "http.response.code", "server": "http.server", "content_type": "http.content_type",
    "content_length": "http.content_length_header", "location": "http.location",
}
KNOWN = {
    "query": "the path is told without its query and up to 128 characters",
    "body": "what follows a head: tshark takes pieces of a body whose head was not seen for HTTP",
}


def facts(said):
    if said["protocol"] != "http":
        return None
    found = [(name, said[name]) for name in FIELDS if name in said and name not in ("method", "path")]
    if said["kind"] == "request":
        found += [("method", said["operation"]), ("path", said["target"])]
    return found


def classify(name, frame, theirs, ours):
    if name == "path" and len(theirs) == len(ours) and all(str(t).split("?")[0][:128] == str(o) for t, o in zip(theirs, ours)):
        return "query"
    if name == "messages" and not any(theirs.values()) and not any(ours.values()):
        return "body"
    return None
