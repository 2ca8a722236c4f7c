"""OMRON FINS: command, addresses, area, quantity, answer."""
DISPLAY = "omron.command"
DECODE_AS = []
ONE = "omron.icf"
FIELDS = {
    "command": "omron.command",
    "service_id": "omron.sid",
    "end_code": "omron.response.code",
    "area": "omron.memory.area.read",
    "address": "omron.memory.address",
    "bit": "omron.memory.address.bits",
    "quantity": "omron.memory.numitems",
    "parameter_area": "omron.parameter_area_code",
    "mode": "omron.mode_code",
    "model": "omron.controller.model",
    "version": "omron.controller.version",
}
MEMORY = (0x0101, 0x0102, 0x0103)


def facts(said):
    if said.get("protocol") != "fins" or "command" not in said:
        return None
    request = "end_code" not in said
    result = []
    for name in FIELDS:
        if name not in said or name in ("area", "address", "bit", "quantity") and not (request and said["command"] in MEMORY):
            continue
        result.append((name, said[name]))
    return result


KNOWN = {
    "area not said": "areas of multiple reads, transfers, forced bits and files stand in the target",
    "address not said": "the same",
    "bit not said": "the same",
    "quantity not said": "the same",
    "parameter_area not said": "answers repeat it",
    "model only ours": "a scan that fills all fields with zeros; empty here",
    "version only ours": "the same",
}
