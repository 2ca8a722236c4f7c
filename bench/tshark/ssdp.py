"""SSDP: method, status, location, products."""

DISPLAY = "ssdp"
DECODE_AS = []
ONE = None
FIELDS = {
    "method": "http.request.method",
    "status": "http.response.code",
    "location": "http.location",
    "server": "http.server",
    "user_agent": "http.user_agent",
    "cache_control": "http.cache_control",
}


def facts(said):
    if said.get("protocol") != "ssdp" or said.get("operation") == "malformed":
        return None
    found = [] if said["kind"] == "success" else [("method", said["operation"])]
    return found + [(name, said[name]) for name in ("status", "location", "server", "user_agent", "cache_control") if name in said]


KNOWN = {}
