"""QUIC, version 1: the hello within the first packet."""
DISPLAY = "quic && tls.handshake.type"
ONE = None
FIELDS = {
    "quic.quic_version": "quic.version", "quic.server_name": "tls.handshake.extensions_server_name", "quic.ja3": "tls.handshake.ja3",
}
KNOWN = {"frame only postern": "version 2, which tshark 4.0 does not open"}


def facts(said):
    if said["protocol"] not in ("quic",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
