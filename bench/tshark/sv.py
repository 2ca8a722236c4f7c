"""Sampled values: header fields of each frame, values and qualities of the samples."""
import datetime

DISPLAY = "sv"
DECODE_AS = []
ONE = None
FIELDS = {
    "id": "sv.svID", "app_id": "sv.appid", "asdus": "sv.noASDU", "count": "sv.smpCnt", "conf_rev": "sv.confRev", "synch": "sv.smpSynch",
    "rate": "sv.smpRate", "data_set": "sv.datSet", "data": "sv.seqData",
}
KNOWN = {"fraction": "value and seconds are the same; the fraction of the second is told in microseconds"}


def each(said, name):
    """One value stands for all ASDUs of the frame."""
    value = said.get(name)
    return value if value is None or isinstance(value, list) else [value] * said["asdus"]


def seconds(text):
    stamp, fraction = text.split("Z")[0].split(".")
    return int(datetime.datetime.fromisoformat(stamp + "+00:00").timestamp()), int(fraction)


def facts(said):
    if said["protocol"] != "sv":
        return None
    values = said.get("values", [])
    told = [("id", said.get("sv_ids", said.get("target"))), ("app_id", said["app_id"]), ("asdus", said.get("asdus")),
            ("count", each(said, "smp_cnt")), ("conf_rev", each(said, "conf_rev")), ("synch", each(said, "smp_synch")),
            ("rate", said.get("smp_rate")), ("data_set", said.get("data_set"))]
    if "times" in said:
        return told + [("data", [f"{value & 0xFFFFFFFF:08x}{seconds(time)[0]:08x}" for value, time in zip(values, each(said, "times"))])]
    qualities = said.get("qualities", [0] * len(values))
    data = "".join(f"{value & 0xFFFFFFFF:08x}{quality:08x}" for value, quality in zip(values, qualities))
    size = len(data) // max(1, said.get("asdus", 1))
    return told + [("data", [data[at:at + size] for at in range(0, len(data), size)] if data else said.get("data"))]


def classify(name, frame, theirs, ours):
    """Of a value with its time the value and the whole seconds are compared here."""
    if name == "data" and len(theirs) == len(ours) and all(str(one).zfill(24)[:16] == str(other).zfill(16)[:16] for one, other in zip(theirs, ours)):
        return "fraction"
    return None
