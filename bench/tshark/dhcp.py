"""DHCPv4: kind, addresses, what is offered and asked for, against tshark."""
DISPLAY = "dhcp"
ONE = None
OPTIONS = {
    "requested": "dhcp.option.requested_ip_address", "host_name": "dhcp.option.hostname", "vendor_class": "dhcp.option.vendor_class_id",
    "server": "dhcp.option.dhcp_server_id", "router": "dhcp.option.router", "subnet_mask": "dhcp.option.subnet_mask",
    "dns": "dhcp.option.domain_name_server", "domain": "dhcp.option.domain_name", "lease_seconds": "dhcp.option.ip_address_lease_time",
}
FIELDS = dict(
    OPTIONS, kind="dhcp.option.dhcp", transaction="dhcp.id", client_mac="dhcp.hw.mac_addr", client_address="dhcp.ip.client",
    your_address="dhcp.ip.your", relay="dhcp.ip.relay", parameters="dhcp.option.request_list_item",
)
KINDS = ["discover", "offer", "request", "decline", "ack", "nak", "release", "inform", "force renew",
         "lease query", "lease unassigned", "lease unknown", "lease active"]
KNOWN = {"client id": "tshark gives the same address again where the client's identifier holds it"}


def facts(said):
    if said["protocol"] != "dhcp":
        return None
    found = [(name, said[name]) for name in OPTIONS if name in said]
    found += [(name, said.get(name, "0.0.0.0")) for name in ("client_address", "your_address", "relay")]
    found += [(name, said[name]) for name in ("transaction", "client_mac") if name in said]
    if said["operation"] in KINDS:
        found.append(("kind", KINDS.index(said["operation"]) + 1))
    if "parameters" in said:
        found.append(("parameters", said["parameters"].split(",")))
    return found


def classify(name, frame, theirs, ours):
    return "client id" if name == "client_mac" and len(theirs) > 1 and set(theirs) == set(ours) else None
