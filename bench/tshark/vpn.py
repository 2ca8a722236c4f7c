"""Tunnels of others: WireGuard, OpenVPN, IKE, L2TP, PPTP."""
DISPLAY = "(wg || openvpn || isakmp || l2tp || pptp) && !icmp"
ONE = None
FIELDS = {
    "ike.exchange": "isakmp.exchangetype", "ike.message_id": "isakmp.messageid", "ike.encrypted": "isakmp.flag_e", "ike.notify": "isakmp.notify.msgtype",
    "ike.identification": "isakmp.id.data.fqdn", "l2tp.type": "l2tp.avp.message_type", "l2tp.tunnel": "l2tp.tunnel", "l2tp.session": "l2tp.session",
    "l2tp.host": "l2tp.avp.host_name", "l2tp.vendor": "l2tp.avp.vendor_name", "l2tp.firmware": "l2tp.avp.firmware_revision",
    "pptp.type": "pptp.control_message_type", "pptp.result": "pptp.control_result", "pptp.host": "pptp.host_name", "pptp.vendor": "pptp.vendor_name",
    "wireguard.type": "wg.type",
}
KNOWN = {"control": "packets of OpenVPN that carry a handshake of TLS are told with what it says, once it is whole"}


def facts(said):
    if said["protocol"] not in ("wireguard", "openvpn", "ike", "l2tp", "pptp"):
        return None
    if said["protocol"] == "wireguard" and said["operation"] == "handshake":
        return [("wireguard.type", 1 if said["kind"] == "request" else 2)]
    if said.get("version") == 2:
        # The second version of IKE has no flag that says so.
        said = {name: value for name, value in said.items() if name != "encrypted"}
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]


def classify(name, frame, theirs, ours):
    return "control" if name == "messages" and not any(theirs.values()) else None
