"""MMS: invoke ids, services, names, values, failures. tshark reads MMS only where it saw the association, postern also midway."""
import re
import struct

DISPLAY = "mms"
DECODE_AS = []
ONE = None
FIELDS = {
    "invoke": "mms.invokeID", "request": "mms.confirmedServiceRequest", "response": "mms.confirmedServiceResponse",
    "domain": "mms.domainId", "item": "mms.itemId", "failure": "mms.failure",
    "boolean": "mms.boolean", "integer": "mms.integer", "unsigned": "mms.unsigned", "float": "mms.floating_point",
    "visible": "mms.data.visible-string", "identifier": "mms.Identifier", "vendor": "mms.vendorName", "more": "mms.moreFollows",
    "detail": "mms.localDetailCalling", "answer_detail": "mms.localDetailCalled",
}
FAILURES = ["object invalidated", "hardware fault", "temporarily unavailable", "object access denied", "object undefined", "invalid address",
            "type unsupported", "type inconsistent", "object attribute inconsistent", "object access unsupported", "object non existent",
            "object value invalid"]
KNOWN = {
    "domain not said": "an answer that repeats the names of its request",
    "item not said": "an answer that repeats the names of its request",
    "frame only postern": "MMS picked up midway, and the unconfirmed and releasing units around it, for which tshark needs the association",
    "invoke only ours": "cancel names the request that it would cancel; tshark calls that field otherwise",
}


def facts(said):
    if said["protocol"] != "mms" or said["operation"] in ("associate", "release", "abort", "cotp disconnect"):
        return None
    request = said["kind"] == "request"
    told = [("invoke", said.get("invoke_id"))]
    if "service" in said and "error_class" not in said:
        told.append(("request" if request else "response", said["service"]))
    names = said.get("variables", []) if request or said["kind"] == "notice" else []
    if said.get("service") == 12 and not request:
        names = said.get("names", [])
    for name in names:
        if "/" in name:
            domain, item = name.split("/", 1)
            told += [("domain", domain), ("item", item)]
    if request and not names and "/" in said.get("target", "") and said.get("service") in (4, 5, 6, 12, 13):
        domain, item = said["target"].removeprefix("list ").split("/", 1)
        told += [("domain", domain), ("item", item)]
    if said["operation"] == "information report" and re.match("list .*/", said.get("target", "")):
        domain, item = said["target"][5:].split("/", 1)
        told += [("domain", domain), ("item", item)]
    told += [("failure", FAILURES.index(text)) for text in said.get("failures", [])]
    for kind, value in zip(said.get("types", []), said.get("values", [])):
        if kind == "float":
            told.append(("float", "08" + struct.pack(">f", value).hex()))
        elif kind in ("boolean", "integer", "unsigned"):
            told.append((kind, value))
        elif kind == "visible-string":
            told.append(("visible", value))
    for kind in said.get("component_types", []):
        name, _, size = kind.partition(" ")
        if size and name in ("integer", "unsigned"):
            told.append((name, int(size)))
    if said.get("service") == 1 and not request:
        told += [("identifier", said.get("names")), ("more", said.get("more_follows"))]
    if said.get("service") == 2 and not request:
        told.append(("vendor", said["names"][0]))
    if said["operation"] == "initiate":
        told.append(("detail" if request else "answer_detail", said.get("local_detail")))
    return told
