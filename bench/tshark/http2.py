"""HTTP/2 in clear: the fields of requests and answers as header compression gives them. Settings, resets and data are no messages here."""
DISPLAY = "http2.header.count"
# Where gRPC is at home.
DECODE_AS = ["tcp.port==50051,http2"]
ONE = "http2.header.count"
FIELDS = {
    "stream": "http2.streamid",
    "method": "http2.headers.method",
    "path": "http2.headers.path",
    "authority": "http2.headers.authority",
    "status": "http2.headers.status",
    "agent": "http2.headers.user_agent",
    "type": "http2.headers.content_type",
    "server": "http2.headers.server",
}
KNOWN = {
    "streams of other frames": "tshark names the stream of each frame, also of data and settings",
    "without its preface": "an answer whose connection begins before the capture: tshark does not take it for HTTP/2",
    "without query": "the query is no part of the target, which has 128 characters at most",
}


def facts(said):
    if said["protocol"] != "http2" or "stream" not in said or said["operation"] == "reset":
        return None
    request = said["kind"] == "request"
    found = [("stream", said["stream"]), ("status", said.get("status")), ("type", said.get("content_type")), ("server", said.get("server"))]
    if request:
        found += [("method", said["operation"]), ("path", said.get("target")), ("authority", said.get("host")), ("agent", said.get("user_agent"))]
    return found


def classify(name, frame, theirs, ours):
    if name == "messages":
        return "without its preface" if not theirs.get("stream") and ours.get("status") else None
    rest = iter(theirs)
    if name == "stream" and all(value in rest for value in ours):
        return "streams of other frames"
    if name == "path" and [path.split("?")[0][:128] for path in theirs] == ours:
        return "without query"
    return None
