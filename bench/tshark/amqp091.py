"""AMQP 0-9-1: methods with their names, tags, counts and failures; of content its size and type."""
DISPLAY = "amqp.method.method"
DECODE_AS = []
ONE = "amqp.method.method"
ARGUMENT = "amqp.method.arguments."
FIELDS = {
    "class": "amqp.method.class", "method": "amqp.method.method", "exchange": ARGUMENT + "exchange", "routing_key": ARGUMENT + "routing_key",
    "queue": ARGUMENT + "queue", "consumer_tag": ARGUMENT + "consumer_tag", "delivery_tag": ARGUMENT + "delivery_tag",
    "messages": ARGUMENT + "message_count", "consumers": ARGUMENT + "consumer_count", "code": ARGUMENT + "reply_code", "text": ARGUMENT + "reply_text",
    "failed_class": ARGUMENT + "class_id", "failed_method": ARGUMENT + "method_id", "mechanism": ARGUMENT + "mechanism",
    "virtual_host": ARGUMENT + "virtual_host", "channel_max": ARGUMENT + "channel_max", "frame_max": ARGUMENT + "frame_max",
    "heartbeat": ARGUMENT + "heartbeat", "prefetch_size": ARGUMENT + "prefetch_size", "prefetch_count": ARGUMENT + "prefetch_count",
    "exchange_type": ARGUMENT + "type", "size": "amqp.header.body-size", "content_type": "amqp.method.properties.content_type",
    "message_id": "amqp.method.properties.message_id",
}
KNOWN = {}


def facts(said):
    if said["protocol"] != "amqp" or "method" not in said:
        return None
    return [(name, said.get(name)) for name in FIELDS]
