"""Synchrophasors: header, commands, configuration, frequency, status and digital words of the data."""
DISPLAY = "synphasor"
DECODE_AS = []
ONE = "synphasor.sync"
FIELDS = {
    "type": "synphasor.frtype", "version": "synphasor.version", "size": "synphasor.frsize", "id": "synphasor.idcode_stream_source",
    "fraction": "synphasor.fracsec_raw", "command": "synphasor.command", "units": "synphasor.conf.numpmu", "base": "synphasor.conf.timebase",
    "station": "synphasor.station_name", "phasors": "synphasor.num_phasors", "analogs": "synphasor.num_analog_values",
    "digitals": "synphasor.num_digital_status_words", "rate": "synphasor.rate_of_transmission", "channel": "synphasor.channel_name",
    "frequency": "synphasor.actual_frequency_value", "change": "synphasor.rate_change_frequency", "status": "synphasor.data.status",
    "word": "synphasor.digital_status_word",
}
KNOWN = {
    "frame only tshark": "segments that overlap with other data: postern follows the first version of the stream",
    "frame only postern": "on another port; header frames without text; data that tshark takes for a retransmission",
    "frequency only ours": "frequencies sent as integers, which tshark tells as deviation only",
    "station only ours": "names of fixed length, which tshark shows as text of the tree only",
}


def tidy(values):
    """A place without a name has blanks in it."""
    values["channel"] = [name for name in values["channel"] if name != ""]


def facts(said):
    if said["protocol"] != "c37118":
        return None
    told = [(name, said[name]) for name in ("type", "version", "size", "id", "fraction")]
    told += [("command", said.get("command")), ("units", said.get("units")), ("base", said.get("time_base")), ("rate", said.get("rate"))]
    if said["type"] in (2, 3, 5):
        told += [("station", said["stations"]), ("phasors", said["phasors"]), ("analogs", said["analogs"]), ("digitals", said["digitals"])]
        told.append(("channel", ["" if name == "-" else name for name in said["channels"]]))
    if "frequencies" in said:
        told += [("frequency", [float(f"{value:.6g}") for value in said["frequencies"]]),
                 ("change", [float(f"{value:.6g}") for value in said["frequency_changes"]]), ("status", [value >> 14 for value in said["status"]]),
                 ("word", said.get("digitals"))]
    return told
