"""DHCPv4: type, transaction, addresses and options."""
DISPLAY = "dhcp"
ONE = "dhcp.type"
FIELDS = {
    "type": "dhcp.option.dhcp", "transaction": "dhcp.id", "client_mac": "dhcp.hw.mac_addr", "client_address": "dhcp.ip.client",
    "your_address": "dhcp.ip.your", "relay": "dhcp.ip.relay", "requested": "dhcp.option.requested_ip_address",
    "server": "dhcp.option.dhcp_server_id", "subnet_mask": "dhcp.option.subnet_mask", "router": "dhcp.option.router",
    "dns": "dhcp.option.domain_name_server", "ntp": "dhcp.option.ntp_server", "host_name": "dhcp.option.hostname",
    "domain": "dhcp.option.domain_name", "vendor_class": "dhcp.option.vendor_class_id", "parameters": "dhcp.option.request_list_item",
    "lease_seconds": "dhcp.option.ip_address_lease_time",
}
TYPES = {name: number for number, name in enumerate(
    ["bootp", "discover", "offer", "request", "decline", "ack", "nak", "release", "inform", "force renew", "lease query", "lease unassigned",
     "lease unknown", "lease active"]) if number}
ADDRESSES = ("client_address", "your_address", "relay")
KNOWN = {"frame only postern": "content decides; tshark goes by the port"}


def tidy(values):
    """tshark shows the client's identifier (option 61) as a second hardware address."""
    values["client_mac"] = values["client_mac"][:1]


def facts(said):
    if said["protocol"] != "dhcp":
        return None
    # An address of zeros says that there is none; it is not told.
    found = [(name, said.get(name, "0.0.0.0" if name in ADDRESSES else None)) for name in FIELDS if name not in ("type", "parameters")]
    return found + [("type", TYPES.get(said["operation"])), ("parameters", said["parameters"].split(",") if "parameters" in said else None)]
