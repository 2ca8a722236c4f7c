"""Media redundancy: MRP, DLR, supervision of PRP and HSR."""
DISPLAY = "pn_mrp || enip.dlr.frametype || hsr_prp_supervision"
ONE = None
FIELDS = {
    "mrp.version": "pn_mrp.version", "mrp.target": "pn_mrp.domain_uuid", "mrp.sequence": "pn_mrp.sequence_id", "mrp.priority": "pn_mrp.prio",
    "mrp.manager": "pn_mrp.sa", "mrp.port_role": "pn_mrp.port_role", "mrp.transitions": "pn_mrp.transition",
    "dlr.type": "enip.dlr.frametype", "dlr.port": "enip.dlr.sourceport", "dlr.address": "enip.dlr.sourceip", "dlr.sequence": "enip.dlr.seqid",
    "dlr.ring_state": "enip.dlr.state", "dlr.precedence": "enip.dlr.supervisorprecedence", "dlr.interval_us": "enip.dlr.beaconinterval",
    "dlr.timeout_us": "enip.dlr.beacontimeout", "prp.path": "hsr_prp_supervision.path", "prp.version": "hsr_prp_supervision.version",
    "prp.sequence": "hsr_prp_supervision.supervision_seqno", "prp.target": "hsr_prp_supervision.source_mac_address",
    "prp.redbox": "hsr_prp_supervision.red_box_mac_address",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("mrp", "dlr", "prp"):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
