"""ICMP: type, code, echoes, and the packet that an error speaks of."""
DISPLAY = "icmp"
ONE = None
FIELDS = {
    "type": "icmp.type", "code": "icmp.code", "id": "icmp.ident", "sequence": "icmp.seq", "source": "ip.src", "destination": "ip.dst",
    "protocol": "ip.proto", "udp_from": "udp.srcport", "udp_to": "udp.dstport", "tcp_from": "tcp.srcport", "tcp_to": "tcp.dstport",
}
KNOWN = {"echo in an error": "of an echo that an error speaks of, the addresses and the protocol are told"}


def classify(name, frame, theirs, ours):
    return "echo in an error" if name in ("type", "code", "id", "sequence") and theirs[:len(ours)] == ours else None


def facts(said):
    if said["protocol"] != "icmp":
        return None
    found = [(name, said.get(name)) for name in ("type", "code", "id", "sequence")]
    found += [("source", said["src"]), ("source", said.get("about_source")), ("destination", said["dst"]),
              ("destination", said.get("about_destination")), ("protocol", 1), ("protocol", said.get("about_protocol"))]
    carrier = {6: "tcp", 17: "udp"}.get(said.get("about_protocol"))
    if carrier:
        found += [(carrier + "_from", said.get("about_sport")), (carrier + "_to", said.get("about_dport"))]
    return found
