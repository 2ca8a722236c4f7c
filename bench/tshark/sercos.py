"""SERCOS III: channel, telegram, phase, cycle."""
DISPLAY = "siii"
ONE = None
FIELDS = {
    "sercos.channel": "siii.channel", "sercos.telegram": "siii.telno", "sercos.phase": "siii.mst.phase", "sercos.cycle": "siii.mst.cyclecnt",
}
KNOWN = {"sercos.cycle not said": "the telegram says that its count does not hold"}


def facts(said):
    if said["protocol"] != "sercos" or "telegram" not in said:
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
