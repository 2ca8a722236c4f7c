"""BACnet/IP and BACnet/IPv6: virtual addresses, what kind of message, which exchange and service, which objects and properties, and how it was refused."""
DISPLAY = "bvlc && !icmp"
ONE = None
FIELDS = {
    "pdu_type": "bacapp.type",
    "invoke": "bacapp.invoke_id",
    "confirmed": "bacapp.confirmed_service",
    "unconfirmed": "bacapp.unconfirmed_service",
    "sequence": "bacapp.sequence_number",
    "instance": "bacapp.instance_number",
    "property": "bacapp.property_identifier",
    "error_class": "bacapp.error_class",
    "error_code": "bacapp.error_code",
    "reject_reason": "bacapp.reject_reason",
    "abort_reason": "bacapp.abort_reason",
    "message_type": "bacnet.mesgtyp",
    "dnet": "bacnet.dnet",
    "snet": "bacnet.snet",
    "hops": "bacnet.hopc",
    "vendor": "bacapp.vendor_identifier",
    "time_to_live": "bvlc.reg_ttl",
    "real": "bacapp.present_value.real",
    "source_vmac": "bvlc.virtual_source",
    "destination_vmac": "bvlc.virtual_dest",
}
KNOWN = {
    "frame only postern": "on other ports than 47808, where tshark does not look for BACnet",
    "frame only tshark": "a function above 12 does not exist",
    "instance cut": "a list of objects as one value of many is shown up to 256 characters",
    "property": "properties that stand among the values (a log's object and property) are values here",
    "real not said": "a sample whose closing tags are opening tags: reported as malformed",
    "vendor only ours": "who-am-i and you-are, which tshark does not read",
}


def classify(name, frame, theirs, ours):
    return "instance cut" if name == "instance" and theirs[:len(ours)] == ours else None



def many(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def facts(said):
    if said["protocol"] != "bacnet":
        return None
    instances = many(said.get("device")) + many(said.get("instance"))
    # tshark calls a number a present value where that property is meant.
    pairs = zip(said["points"], many(said.get("values"))) if "points" in said else [("present-value" if said.get("property") == 85 else "", said.get("value"))]
    reals = [value for point, value in pairs if point.endswith("present-value") and isinstance(value, float)]
    for value, kind in zip(many(said.get("value")) or many(said.get("values")), many(said.get("type")) * 1000 or many(said.get("types"))):
        if kind == "object":
            instances += [int(word) for word in value.split() if word.isdigit()]
    service = "unconfirmed" if said.get("pdu_type") == 1 else "confirmed"
    plain = ["pdu_type", "invoke", "sequence", "error_class", "error_code", "reject_reason", "abort_reason", "message_type", "dnet", "snet", "hops", "vendor",
             "time_to_live"]
    virtual = [(name, int(said[name], 16)) for name in ("source_vmac", "destination_vmac") if name in said]
    return virtual + [(name, said.get(name)) for name in plain] + [(service, said.get("service")), ("instance", instances),
            ("dnet", many(said.get("networks"))), ("property", [p for p in many(said.get("property")) if p >= 0]), ("real", reals)]
