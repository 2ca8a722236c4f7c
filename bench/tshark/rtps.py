"""RTPS: submessages that say something, their entities, and discovery."""
DISPLAY = "rtps && !icmp"
ONE = "rtps.sm.rdEntityId.entityKey"
FIELDS = {
    "writer": "rtps.sm.wrEntityId",
    "reader": "rtps.sm.rdEntityId",
    "sequence": "rtps.sm.seqNumber",
    "topic": "rtps.param.topicName",
    "topic_type": "rtps.param.typeName",
    "name": "rtps.param.entityName",
}
KNOWN = {
    "topic": "tshark repeats topic and type with the data",
    "topic_type": "tshark repeats topic and type with the data",
}


def facts(said):
    return [(name, said.get(name)) for name in FIELDS] if said["protocol"] == "rtps" and "reader" in said else None
