"""SSH: versions, offers with their HASSH, type of the server's key, against tshark."""

DISPLAY = "ssh.protocol || ssh.kex_algorithms || ssh.host_key.type"
DECODE_AS = []
ONE = None
FIELDS = {
    "line": "ssh.protocol",
    "kex": "ssh.kex_algorithms",
    "host_keys": "ssh.server_host_key_algorithms",
    "hassh": "ssh.kex.hassh",
    "hassh_server": "ssh.kex.hasshserver",
    "key_type": "ssh.host_key.type",
}
KNOWN = {"behind the banner": "algorithms in the same segment as the banner, where tshark reads the banner only"}


def facts(said):
    # Whether a login succeeded is told by sizes, which tshark does not look at.
    if said.get("protocol") != "ssh" or said.get("operation") == "login":
        return None
    found = [(name, said[name]) for name in ("line", "hassh", "hassh_server", "key_type") if name in said]
    return found + [(name, ",".join(said[name])) for name in ("kex", "host_keys") if name in said]


def classify(name, frame, theirs, ours):
    if name == "messages":
        return "behind the banner" if ours.get("line") and ours["line"] == theirs.get("line") and ours.get("kex") else None
    return "behind the banner" if name != "line" and not theirs else None
