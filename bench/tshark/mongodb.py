"""MongoDB: kinds of messages. tshark takes the port for TLS unless told."""
DISPLAY = "mongo.opcode"
DECODE_AS = ["tcp.port==27017,mongo"]
ONE = None
FIELDS = {"opcode": "mongo.opcode"}
KNOWN = {}


def facts(said):
    return [("opcode", said.get("opcode"))] if said["protocol"] == "mongodb" else None
