"""Foundation Fieldbus HSE: header, trailer, index of a read."""
DISPLAY = "ff"
ONE = None
FIELDS = {
    "hse.protocol_id": "ff.hdr.proto_id", "hse.message_type": "ff.hdr.confirm_msg_type", "hse.confirmed": "ff.hdr_srv.confirm_flag",
    "hse.service": "ff.hdr_srv.fms.service_id.confirm", "hse.fda_address": "ff.hdr.fda_addr", "hse.invoke_id": "ff.trailer.invoke_id",
    "hse.target": "ff.fms.read.req.idx",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("hse",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
