"""X11, rsync, Redis, memcached, STUN, BitTorrent as far as both sides name the same."""
DISPLAY = "x11.authorization-protocol-name || rsync.hdr_version || memcache.command || resp || stun.type || bittorrent.info_hash"
ONE = None
FIELDS = {
    "x11.authentication": "x11.authorization-protocol-name", "rsync.version": "rsync.hdr_version", "memcached.operation": "memcache.command",
    "memcached.target": "memcache.key", "memcached.bytes": "memcache.value.length", "stun.type": "stun.type", "stun.software": "stun.att.software",
    "stun.user": "stun.att.username", "stun.realm": "stun.att.realm", "stun.lifetime_seconds": "stun.att.lifetime", "stun.channel": "stun.att.channelnum",
    "bittorrent.target": "bittorrent.info_hash",
}
KNOWN = {}


def plain_version(text):
    """The line without its end, as a number where it is one."""
    line = str(text).replace("\\n", "")
    try:
        return float(line)
    except ValueError:
        return line


def tidy(values):
    """The line of rsync without its end, and the number of the torrent without colons."""
    values["rsync.version"] = [plain_version(text) for text in values["rsync.version"]]
    values["bittorrent.target"] = [str(text).replace(":", "") for text in values["bittorrent.target"]]


def facts(said):
    if said["protocol"] not in ("x11", "rsync", "memcached", "stun", "bittorrent", "redis"):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
