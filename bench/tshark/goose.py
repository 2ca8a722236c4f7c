"""GOOSE on Ethernet and routed: all header fields, values by type."""
import re

DISPLAY = "goose || r-goose"
DECODE_AS = []
ONE = None
FIELDS = {
    "reference": "goose.gocbRef", "app_id": "goose.appid", "ttl": "goose.timeAllowedtoLive", "data_set": "goose.datSet", "go_id": "goose.goID",
    "st_num": "goose.stNum", "sq_num": "goose.sqNum", "test": "goose.simulation", "conf_rev": "goose.confRev", "nds_com": "goose.ndsCom",
    "entries": "goose.numDatSetEntries", "boolean": "goose.boolean", "integer": "goose.integer", "unsigned": "goose.unsigned",
    "float": "goose.float_value", "bits": "goose.bit_string", "visible": "goose.visible_string", "changed": "goose.t",
}
KNOWN = {
    "finer": "nanoseconds of a fraction of 24 bits; postern tells microseconds",
    "routed": "tshark gives the application id of a routed unit another name",
    "beyond": "behind a mandatory element that is missing, where tshark stops",
    "st_num": "tshark reads unsigned numbers with a set first bit as negative",
    "sq_num": "tshark reads unsigned numbers with a set first bit as negative",
}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def classify(name, frame, theirs, ours):
    if name == "changed" and len(theirs) == len(ours) == 1 and str(theirs[0])[:-7] == str(ours[0])[:-7]:
        return "finer"
    if name == "app_id" and not theirs:
        return "routed"
    return "beyond" if ours and not theirs else None


def facts(said):
    if said["protocol"] != "goose":
        return None
    told = [("reference", said.get("target")), ("app_id", said["app_id"]), ("ttl", said.get("time_to_live_millis"))]
    told += [(name, said.get(name)) for name in ("data_set", "go_id", "st_num", "sq_num", "test", "conf_rev", "nds_com", "entries")]
    if "changed" in said:
        year, month, day, rest = re.match(r"(\d+)-(\d+)-(\d+)T(\S+)Z", said["changed"]).groups()
        told.append(("changed", f"{MONTHS[int(month) - 1]} {int(day):2d}, {year} {rest}000 utc"))
    for kind, value in zip(said.get("types", []), said.get("values", [])):
        if kind == "bit-string":
            octets = len(value) + 7 >> 3
            told.append(("bits", bits(value, octets)))
        elif kind == "visible-string":
            told.append(("visible", value))
        elif kind == "float":
            told.append(("float", float(f"{value:.6g}")))
        elif kind in ("boolean", "integer", "unsigned"):
            told.append((kind, value))
    return told


def bits(text, octets):
    return int(text.ljust(8 * octets, "0"), 2).to_bytes(octets, "big").hex() if octets else ""
