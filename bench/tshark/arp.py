"""ARP: operation and the four addresses."""
DISPLAY = "arp"
ONE = "arp.hw.type"
FIELDS = {
    "opcode": "arp.opcode", "sender_mac": "arp.src.hw_mac", "sender_ip": "arp.src.proto_ipv4", "target_mac": "arp.dst.hw_mac",
    "target_ip": "arp.dst.proto_ipv4",
}
KNOWN = {}


def facts(said):
    if said["protocol"] != "arp":
        return None
    opcode = {"request": 1, "reply": 2, "announcement": said.get("opcode")}.get(said["operation"])
    return [(name, said.get(name)) for name in FIELDS if name != "opcode"] + [("opcode", opcode)]
