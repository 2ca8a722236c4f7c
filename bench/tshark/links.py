"""Between a station and its switch: LACP, EAPOL, PPPoE. Of radio frames nothing is read, so their EAPOL is left out."""
DISPLAY = "(lacp || eapol || pppoed) && !wlan"
ONE = None
FIELDS = {
    "lacp.version": "lacp.version", "lacp.actor_system_priority": "lacp.actor.sys_priority", "lacp.actor_system": "lacp.actor.sysid",
    "lacp.actor_key": "lacp.actor.key", "lacp.actor_port_priority": "lacp.actor.port_priority", "lacp.actor_port": "lacp.actor.port",
    "lacp.actor_state": "lacp.actor.state", "lacp.partner_system_priority": "lacp.partner.sys_priority", "lacp.partner_system": "lacp.partner.sysid",
    "lacp.partner_key": "lacp.partner.key", "lacp.partner_port_priority": "lacp.partner.port_priority", "lacp.partner_port": "lacp.partner.port",
    "lacp.partner_state": "lacp.partner.state", "eapol.version": "eapol.version", "eapol.type": "eapol.type", "eapol.code": "eap.code",
    "eapol.id": "eap.id", "eapol.method": "eap.type", "eapol.user": "eap.identity", "pppoe.code": "pppoe.code",
    "pppoe.session": "pppoe.session_id", "pppoe.concentrator": "pppoed.tags.ac_name",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("lacp", "eapol", "pppoe"):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
