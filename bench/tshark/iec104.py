"""IEC 60870-5-104: all formats, header, addresses, values, quality and times."""
import re

DISPLAY = "iec60870_104"
DECODE_AS = []
ONE = "iec60870_104.type"
ASDU = "iec60870_asdu."
FIELDS = {
    "tx": "iec60870_104.tx", "rx": "iec60870_104.rx", "utype": "iec60870_104.utype",
    "type": ASDU + "typeid", "count": ASDU + "numix", "cause": ASDU + "causetx", "negative": ASDU + "nega", "test": ASDU + "test",
    "originator": ASDU + "oa", "unit": ASDU + "addr", "address": ASDU + "ioa",
    "single": ASDU + "siq.spi", "double": ASDU + "diq.dpi", "step": ASDU + "vti.v", "bits": ASDU + "bitstring", "float": ASDU + "float",
    "normalized": ASDU + "normval", "scaled": ASDU + "scalval", "counter": ASDU + "bcr.count",
    "overflow": ASDU + "qds.ov", "invalid": ASDU + "qds.iv", "point_invalid": ASDU + "siq.iv", "double_invalid": ASDU + "diq.iv",
    "point_blocked": ASDU + "siq.bl", "counter_carry": ASDU + "bcr.cy",
    "sco": ASDU + "sco.on", "dco": ASDU + "dco.on", "rco": ASDU + "rco.up",
    "qoi": ASDU + "qoi", "qos": ASDU + "qos.ql", "millis": ASDU + "cp56time.ms", "minute": ASDU + "cp56time.min", "hour": ASDU + "cp56time.hour",
    "day": ASDU + "cp56time.day", "month": ASDU + "cp56time.month", "year": ASDU + "cp56time.year", "time_invalid": ASDU + "cp56time.iv",
    "short_millis": ASDU + "cp24time.ms", "short_minute": ASDU + "cp24time.min",
}
KNOWN = {
    "frame only tshark": "behind other octets in its segment: tshark looks for 0x68, postern goes on at the next segment",
    "delayed": "behind a gap of the capture: told when the receiver has confirmed the gap, some frames later",
    "bits": "tshark reads the 32 bits as a big-endian number; the standard sends bits 1 to 8 first",
}
VALUES = {
    1: "single", 2: "single", 30: "single", 3: "double", 4: "double", 31: "double", 5: "step", 6: "step", 32: "step",
    7: "bits", 8: "bits", 33: "bits", 51: "bits", 64: "bits", 9: "normalized", 10: "normalized", 21: "normalized", 34: "normalized",
    48: "normalized", 61: "normalized", 110: "normalized", 11: "scaled", 12: "scaled", 35: "scaled", 49: "scaled", 62: "scaled", 111: "scaled",
    13: "float", 14: "float", 36: "float", 50: "float", 63: "float", 112: "float", 15: "counter", 16: "counter", 37: "counter",
    45: "sco", 58: "sco", 46: "dco", 59: "dco", 47: "rco", 60: "rco",
}
CP56 = re.compile(r"(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)(.*)")
CP24 = re.compile(r"(\d+):(\d+)\.(\d+)(.*)")


def classify(name, frame, theirs, ours):
    """A frame that tells the messages of earlier ones too."""
    if name == "messages":
        return "delayed" if len(ours.get("rx", [])) > len(theirs.get("rx", [])) else None
    return "delayed" if len(ours) > len(theirs) and ours[len(ours) - len(theirs):] == theirs else None


def quality(kind, words):
    if kind in ("single",):
        return [("point_invalid", "invalid" in words), ("point_blocked", "blocked" in words)]
    if kind == "double":
        return [("double_invalid", "invalid" in words)]
    if kind == "counter":
        return [("counter_carry", "carry" in words)]
    return [("overflow", "overflow" in words), ("invalid", "invalid" in words)]


def time(text):
    long = CP56.match(text)
    if long:
        year, month, day, hour, minute, second, milli = (int(part) for part in long.groups()[:7])
        return [("year", year - 2000), ("month", month), ("day", day), ("hour", hour), ("minute", minute), ("millis", second * 1000 + milli),
                ("time_invalid", "invalid" in long[8])]
    short = CP24.match(text)
    return [("short_minute", int(short[1])), ("short_millis", int(short[2]) * 1000 + int(short[3]))]


def facts(said):
    if said["protocol"] != "iec104":
        return None
    if said["format"] == "U":
        return [("utype", said["control"])]
    if said["format"] == "S":
        return [("rx", said["receive_sequence"])]
    told = [("tx", said["send_sequence"]), ("rx", said["receive_sequence"]), ("type", said["type"]), ("count", said["count"]),
            ("cause", said["cause"]), ("negative", said.get("negative", False)), ("test", said.get("test", False)),
            ("originator", said.get("originator", 0)), ("unit", said["unit"]), ("address", said.get("addresses"))]
    kind = VALUES.get(said["type"])
    if kind:
        values = said.get("values")
        told.append((kind, [float(f"{value:.6g}") for value in values] if kind == "float" else values))
        for words in said.get("quality", []):
            told += quality(kind, words.split())
    if kind in ("normalized", "scaled", "float") and 48 <= said["type"] <= 63:
        told.append(("qos", said.get("qualifiers")))
    if said["type"] == 100:
        told.append(("qoi", said.get("qualifiers")))
    for text in said.get("times", []):
        told += time(text)
    return told
