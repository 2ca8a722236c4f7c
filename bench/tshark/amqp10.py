"""AMQP 1.0: performatives with their containers, links, addresses and deliveries."""
DISPLAY = "amqp.doff"
DECODE_AS = []
ONE = "amqp.doff"
ARGUMENT = "amqp.performative.arguments."
FIELDS = {
    "performative": "amqp.performative", "sasl": "amqp.sasl.method",
    "mechanism": "amqp.sasl.mechanism", "sasl_code": "amqp.sasl.saslCode", "container": ARGUMENT + "containerId", "hostname": ARGUMENT + "hostname", "link": ARGUMENT + "name",
    "delivery": ARGUMENT + "deliveryId", "first": ARGUMENT + "first", "last": ARGUMENT + "last", "credit": ARGUMENT + "linkCredit",
    "address": ARGUMENT + "address.string", "error": "amqp.error.condition", "text": "amqp.error.description",
}
KNOWN = {}


def facts(said):
    if said["protocol"] != "amqp" or "performative" not in said:
        return None
    number = said["performative"]
    found = [(name, said.get(name)) for name in FIELDS if name != "performative"]
    found += [("sasl" if number >= 0x40 else "performative", number), ("sasl_code", said.get("code"))]
    return found + [("address", said.get("source_address")), ("address", said.get("target_address"))]
