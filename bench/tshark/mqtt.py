"""MQTT: type, identifiers, topics, quality of service and reasons of every packet."""
DISPLAY = "mqtt && !icmp"
DECODE_AS = ["tcp.port==17501,mqtt"]
ONE = "mqtt.hdrflags"
FIELDS = {
    "type": "mqtt.msgtype",
    "client_id": "mqtt.clientid",
    "version": "mqtt.ver",
    "keep_alive": "mqtt.kalive",
    "user": "mqtt.username",
    "topic": "mqtt.topic",
    "packet": "mqtt.msgid",
    "qos": "mqtt.qos",
    "retain": "mqtt.retain",
    "duplicate": "mqtt.dupflag",
    "connack": "mqtt.conack.val",
    "connack5": "mqtt.connack.reason_code",
    "will_topic": "mqtt.willtopic",
    "suback": "mqtt.suback.qos",
    "suback5": "mqtt.suback.reason_code",
    "content_type": "mqtt.property.content_type",
}
HELD = "what first is seen of a connection met midway is told when the other side agrees"
KNOWN = {
    "content_type not said": "of a will, whose properties are passed over, and in a packet whose properties overrun it (reported as malformed)",
    "duplicate not said": "header flags of a subscribe packet, reserved since 3.1.1",
    "qos not said": "header flags of a subscribe packet, reserved since 3.1.1",
    "frame only postern": HELD,
    "frame only tshark": HELD,
    "packet": HELD,
    "duplicate only ours": HELD,
    "qos only ours": HELD,
    "retain only ours": HELD,
    "topic only ours": HELD,
    "type": HELD,
    "topic": "tshark repeats the topic where an alias is set",
}


# Version of each connection, as its connect packet said: tshark's names differ by it.
VERSION = {}


def client(said):
    ends = (said["src"], said["sport"]), (said["dst"], said["dport"])
    return ends if said["type"] in (1, 8, 10, 12) else ends[::-1]


def facts(said):
    if said["protocol"] != "mqtt":
        return None
    kind = said["type"]
    if kind == 1:
        VERSION[client(said)] = said["version"]
    found = [(name, said.get(name)) for name in ("type", "version", "keep_alive", "user", "packet", "will_topic", "content_type")]
    if kind == 1:
        found.append(("client_id", said["client_id"] or None))
    if kind == 3:
        found += [("topic", said.get("target")), ("qos", said["qos"]), ("retain", said["retain"]), ("duplicate", said["duplicate"])]
    found.append(("topic", said.get("filters")))
    # Without a connect packet tshark reads an answer to one as of version 5.
    five = "5" if VERSION.get(client(said), 5 if kind == 2 else 0) == 5 else ""
    if kind == 2:
        found.append(("connack" + five, said["code"]))
    if kind == 9:
        found.append(("suback" + five, said["codes"]))
    return found
