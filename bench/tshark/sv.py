"""Sampled values: header fields of each frame, values and qualities of the samples."""
DISPLAY = "sv"
DECODE_AS = []
ONE = None
FIELDS = {
    "id": "sv.svID", "app_id": "sv.appid", "asdus": "sv.noASDU", "count": "sv.smpCnt", "conf_rev": "sv.confRev", "synch": "sv.smpSynch",
    "rate": "sv.smpRate", "data_set": "sv.datSet", "data": "sv.seqData",
}
TEXT = {"data"}
KNOWN = {"timed": "the values are the same; their times are told as text"}


def each(said, name):
    """One value stands for all ASDUs of the frame."""
    value = said.get(name)
    return value if value is None or isinstance(value, list) else [value] * said.get("asdus", 1)


def facts(said):
    if said["protocol"] != "sv":
        return None
    values = said.get("values", [])
    told = [("id", said.get("sv_ids", said.get("target"))), ("app_id", said["app_id"]), ("asdus", said.get("asdus")),
            ("count", each(said, "smp_cnt")), ("conf_rev", each(said, "conf_rev")), ("synch", each(said, "smp_synch")),
            ("rate", said.get("smp_rate")), ("data_set", said.get("data_set"))]
    if "times" in said:
        return told + [("data", [f"{value & 0xFFFFFFFF:08x}" for value in values])]
    qualities = said.get("qualities", [0] * len(values))
    data = "".join(f"{value & 0xFFFFFFFF:08x}{quality:08x}" for value, quality in zip(values, qualities))
    size = max(1, len(data) // max(1, said.get("asdus", 1)))
    return told + [("data", [data[at:at + size] for at in range(0, len(data), size)] if data else said.get("data"))]


def classify(name, frame, theirs, ours):
    """Of a value with its time the value is compared here."""
    same = len(theirs) == len(ours) and all(one[:8] == other for one, other in zip(theirs, ours))
    return "timed" if name == "data" and same else None
