"""SERCOS III: channel, telegram, phase, cycle."""
DISPLAY = "siii"
ONE = None
FIELDS = {
    "sercos.channel": "siii.channel", "sercos.telegram": "siii.telno", "sercos.phase": "siii.mst.phase", "sercos.cycle": "siii.mst.cyclecnt",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("sercos",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
