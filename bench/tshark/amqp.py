"""AMQP 0-9-1: methods with their arguments, contents with type and size."""
DISPLAY = "amqp.method.method"
DECODE_AS = []
ONE = "amqp.method.method"
ARGUMENT = "amqp.method.arguments."
FIELDS = {
    "class": "amqp.method.class", "method": "amqp.method.method", "exchange": ARGUMENT + "exchange", "routing_key": ARGUMENT + "routing_key",
    "queue": ARGUMENT + "queue", "consumer_tag": ARGUMENT + "consumer_tag", "delivery_tag": ARGUMENT + "delivery_tag",
    "exchange_type": ARGUMENT + "type", "messages": ARGUMENT + "message_count", "consumers": ARGUMENT + "consumer_count",
    "code": ARGUMENT + "reply_code", "text": ARGUMENT + "reply_text", "mechanism": ARGUMENT + "mechanism",
    "virtual_host": ARGUMENT + "virtual_host", "heartbeat": ARGUMENT + "heartbeat", "frame_max": ARGUMENT + "frame_max",
    "channel_max": ARGUMENT + "channel_max", "prefetch_count": ARGUMENT + "prefetch_count",
    "content_type": "amqp.method.properties.content_type", "size": "amqp.header.body-size",
}
CONTENTS = ("publish", "return", "deliver", "get")
KNOWN = {}


def facts(said):
    if said["protocol"] != "amqp" or "method" not in said:
        return None
    found = [(name, said.get(name)) for name in FIELDS if name not in ("exchange", "routing_key")]
    exchange, key = said.get("exchange"), said.get("routing_key")
    if "size" in said:
        # A content tells where it goes by its target.
        exchange, _, key = said["target"].rpartition("/")
    return found + [("exchange", exchange), ("routing_key", key)]
