"""MQTT-SN: type, client, ids of messages and topics, names that are registered or subscribed to, quality of service, codes, wills and sleep."""
DISPLAY = "mqttsn && !icmp"
DECODE_AS = ["udp.port==1883,mqttsn", "udp.port==10883,mqttsn"]
ONE = None
FIELDS = {
    "type": "mqttsn.msg.type",
    "client_id": "mqttsn.client.id",
    "keep_alive": "mqttsn.keep.alive",
    "topic_id": "mqttsn.topic.id",
    "registered": "mqttsn.topic",
    "packet": "mqttsn.msg.id",
    "qos": "mqttsn.qos",
    "code": "mqttsn.return.code",
    "gateway": "mqttsn.gw.id",
    "interval": "mqttsn.adv.interv",
    "radius": "mqttsn.radius",
    "sleep_seconds": "mqttsn.sleep.timer",
    "will_topic": "mqttsn.will.topic",
    "will_value": "mqttsn.will.msg",
    "node": "mqttsn.wireless.node.id",
}
TEXT = ("client_id", "registered", "will_topic", "will_value")
REGISTER, PUBLISH, SUBSCRIBE, ENVELOPE = 0x0A, 0x0C, 0x12, 0xFE
KNOWN = {
    "qos only ours": "of a will or a subscription, where tshark does not show it",
    "short topic": "two letters, which tshark shows as a number",
}


def tidy(values):
    """The header of a forwarder is no message here; a message id of 0 and the quality -1 (3 in its bits) are said as such; what a client asks for has no id yet."""
    values["type"] = [kind for kind in values["type"] if kind != ENVELOPE]
    values["packet"] = [packet for packet in values["packet"] if packet != 0]
    values["qos"] = [-1 if level == 3 else level for level in values["qos"]]


def classify(name, frame, theirs, ours):
    return "short topic" if name == "topic_id" and len(theirs) == 1 and theirs[0] > 0x2000 and not ours else None


def facts(said):
    if said["protocol"] != "mqttsn":
        return None
    kind = said["type"]
    found = [(name, said.get(name)) for name in FIELDS if name not in ("registered", "node")]
    if kind == REGISTER:
        found.append(("registered", said.get("target")))
    if said.get("unit", "").startswith("node "):
        found.append(("node", int(said["unit"].split()[1], 16)))
    return found
