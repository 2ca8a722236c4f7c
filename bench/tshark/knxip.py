"""KNXnet/IP: services, channels and what cEMI carries to which address."""
import re

DISPLAY = "kip && !icmp"
ONE = "knxip.service"
FIELDS = {
    "service_type": "knxip.service.type",
    "message_code": "cemi.mc",
    "channel": "knxip.channel",
    "sequence": "knxip.seqctr",
    "feature": "knxip.tunnel.feature",
    "medium": "knxip.medium",
    "project": "knxip.project",
    "manufacturer": "knxip.manufacturer",
    "serial": "knxip.sernr",
    "name": "knxip.device.name",
    "source": "cemi.sa",
    "destination": "cemi.da",
    "service": "cemi.ac",
    "object_type": "cemi.ot",
    "object_instance": "cemi.oi",
    "property": "cemi.pid",
    "elements": "cemi.n",
    "start": "cemi.x",
    "data": "cemi.data",
}
KNOWN = {
    "channel not said": "of tunnelled data the channel changes with every connection and is left out",
    "sequence not said": "of tunnelled data the counter is left out",
}


def address(text):
    parts = [int(part) for part in text.replace("/", ".").split(".")]
    return parts[0] << (11 if "/" in text else 12) | parts[1] << 8 | parts[2]


def facts(said):
    if said["protocol"] != "knxip":
        return None
    found = [(name, said.get(name)) for name in ("service_type", "message_code", "channel", "sequence", "feature", "medium", "project", "manufacturer", "name")]
    found.append(("serial", int(said["serial"], 16) if "serial" in said else None))
    object_property = re.match(r"object type (\d+)/(\d+) property (\d+)", said.get("target", ""))
    if object_property:
        found += zip(("object_type", "object_instance", "property"), object_property.groups())
    found += [("elements", said.get("elements")), ("start", said.get("start")), ("data", said.get("data"))]
    if "apci" in said:
        found.append(("service", said["apci"] >> 6))
    return found + [(name, address(said[name])) for name in ("source", "destination") if name in said]
