#!/usr/bin/env python3
"""Compares what ./postern knows devices to be with what tshark prints of the same captures, both ways.

    bench/compare-identities.py CAPTURE... [--postern LAUNCHER] [--out FILE] [--page FILE] [--strict]

For each capture with identities in EtherNet/IP, CIP, S7, BACnet, PROFINET, Modbus, DNP3 or LLDP: every value that tshark prints in a field of
FIELDS must be a fact of the device with that address, or of a module of it; and every fact that we took from one of these protocols must be
printed by tshark in the very frame that the fact names. A table by protocol, then the differences with their kind. --page puts them into
their part of docs/quality.md and leaves the other parts as they are. With --strict the exit code is 1
where a difference is left that is not in KNOWN.
"""
import argparse
import collections
import datetime
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOURCES = {"enip": "EtherNet/IP", "cip": "EtherNet/IP", "s7comm": "S7", "bacnet": "BACnet", "profinet": "PROFINET", "pndcp": "PROFINET",
           "dcerpc": "PROFINET", "pnio": "PROFINET", "modbus": "Modbus", "dnp3": "DNP3", "lldp": "LLDP"}
FILTER = ("enip.lir.vendor || cip.id.vendor_id || cip.id.product_name || cip.id.serial_number || s7comm.szl.xy11.0001.index || "
          "s7comm.szl.001c.000x.index || bacapp.vendor_identifier || pn_dcp.suboption_device_nameofstation || pn_dcp.suboption_vendor_id || "
          "pn_io.im_order_id || pn_io.order_id || modbus.object_str_value || dnp3.al.da.length || lldp.tlv.system.name || lldp.mgn.addr.ip4")
SHOWNAME = re.compile(r"^[^:]*: (.*?)(?: \((?:0x)?[0-9a-fA-F]+\))?$")

# Kinds of difference that are right, and why.
KNOWN = {
    "spelling": "the same in other words, or with words of ours around it",
    "number": "a number that one of us has a name for, or another edition of the name",
    "name": "the maker that has the protocol, or the number that tshark prints without a name",
    "placeholder": "the field is filled with nothing",
    "loopback": "a host that talks to itself is no device on the network",
}


def run(command):
    return subprocess.run(command, capture_output=True, env=dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC"), check=False).stdout


def packets(capture, display):
    """frame, {field: [(show, showname)]}, all text printed"""
    out = run(["tshark", "-n", "-2", "-r", capture, "-Y", display, "-T", "pdml"])
    try:
        tree = xml.fromstring(out)
    except xml.ParseError:
        tree = xml.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"?", out))
    for packet in tree.iter("packet"):
        fields, text = collections.defaultdict(list), []
        for field in packet.iter("field"):
            show, name = field.get("show", ""), field.get("showname", "")
            fields[field.get("name")].append((show, name))
            text += [show, name]
        yield int(fields["num"][0][0]) if "num" in fields else int(fields["frame.number"][0][0]), fields, "\n".join(text).casefold()


class Named(str):
    """The words of a number, and the number."""
    number = None


def named(entry):
    """Vendor ID: Rockwell Automation (0x0001)"""
    found = SHOWNAME.match(entry[1])
    words = Named(found.group(1) if found else entry[0])
    words.number = int(entry[0], 0) if re.fullmatch(r"(0x)?[0-9a-fA-F]+", entry[0]) else None
    return words


def texts(fields, name):
    return [show.strip(" \x00") for show, _ in fields.get(name, [])]


def version(fields, major, minor):
    return [f"{int(a, 0) & 0x7F}.{int(b, 0)}" for a, b in zip(texts(fields, major), texts(fields, minor))]


def s7_modules(fields):
    """Order number at index 1, firmware at index 7."""
    indexes = [int(i, 0) for i in texts(fields, "s7comm.szl.xy11.0001.index")]
    orders = texts(fields, "s7comm.szl.xy11.0001.anz")
    systems = [int(i, 0) for i in texts(fields, "s7comm.szl.xy11.0001.ausbg")]
    files = [int(i, 0) for i in texts(fields, "s7comm.szl.xy11.0001.ausbe")]
    for at, index in enumerate(indexes):
        if index == 1 and at < len(orders):
            yield "model", orders[at]
        if index == 7 and at < len(systems) and at < len(files) and systems[at] >> 8 == ord("V"):
            yield "firmware", f"V{systems[at] & 255}.{files[at] >> 8}.{files[at] & 255}"


def told(fields):
    """protocol, attribute, value as tshark prints it"""
    for prefix, vendor, kind, name, serial in (("enip.lir", "vendor", "devtype", "name", "serial"),
                                               ("cip.id", "vendor_id", "device_type", "product_name", "serial_number")):
        for entry in fields.get(f"{prefix}.{vendor}", []):
            yield "EtherNet/IP", "vendor", named(entry)
        for entry in fields.get(f"{prefix}.{kind}", []):
            yield "EtherNet/IP", "type", named(entry)
        for value in texts(fields, f"{prefix}.{name}"):
            yield "EtherNet/IP", "model", value
        for value in texts(fields, f"{prefix}.{serial}"):
            yield "EtherNet/IP", "serial", "%08x" % int(value, 0)
    for value in version(fields, "cip.id.major_rev", "cip.id.minor_rev"):
        yield "EtherNet/IP", "firmware", value
    for attribute, value in s7_modules(fields):
        yield "S7", attribute, value
    for field, attribute in (("0001.name", "name"), ("0002.name", "name"), ("0005.serialn", "serial"), ("0007.cputypname", "type")):
        for value in texts(fields, "s7comm.szl.001c." + field):
            yield "S7", attribute, value
    for entry in fields.get("bacapp.vendor_identifier", []):
        yield "BACnet", "vendor", named(entry)
    if fields.get("pn_dcp.service_type", [("", "")])[0][0] not in ("0", "0x00") or "pn_dcp.suboption_vendor_id" in fields:
        for value in texts(fields, "pn_dcp.suboption_device_nameofstation"):
            yield "PROFINET", "name", value
        for value in texts(fields, "pn_dcp.suboption_device_devicevendorvalue"):
            yield "PROFINET", "model", value
    for field, attribute in (("pn_io.im_order_id", "model"), ("pn_io.order_id", "model"), ("pn_io.im_serial_number", "serial")):
        for value in texts(fields, field):
            yield "PROFINET", attribute, value
    for number, value in zip(texts(fields, "modbus.object_id"), texts(fields, "modbus.object_str_value")):
        attribute = {0: "vendor", 1: "model", 2: "firmware", 4: "type", 5: "type"}.get(int(number, 0))
        if attribute:
            yield "Modbus", attribute, value
    for value in texts(fields, "lldp.tlv.system.name"):
        yield "LLDP", "name", value
    for value in texts(fields, "lldp.tlv.system.desc"):
        yield "LLDP", "note", value
    for value in texts(fields, "lldp.mgn.addr.ip4"):
        yield "LLDP", "address", value


def subject(fields):
    for name in ("bvlc.fwd_ip", "ip.src", "ipv6.src", "eth.src"):
        if fields.get(name):
            return fields[name][-1][0]
    return ""


def inventory(launcher, capture):
    with tempfile.TemporaryDirectory() as home:
        ran = subprocess.run(launcher + ["replay", capture, "--home", home, "--threads", "1"], capture_output=True, check=False)
        if ran.returncode:
            return []
        out = subprocess.run(launcher + ["export", "devices", "--format", "json", "--home", home], capture_output=True, check=False).stdout
        return json.loads(out or b"[]")


def facts(device):
    for fact in device["facts"]:
        yield fact, ""
    for module in device["modules"]:
        for fact in module["facts"]:
            yield fact, module["place"]


def plain(text):
    return re.sub(r"\s+", " ", str(text)).strip(" \0").casefold()


def same(ours, theirs):
    a, b = plain(ours), plain(theirs)
    return a == b or bool(a) and bool(b) and (a.startswith(b) or b.startswith(a))


class Tally:
    def __init__(self):
        self.theirs = collections.Counter()
        self.found = collections.Counter()
        self.ours = collections.Counter()
        self.printed = collections.Counter()
        self.captures = collections.defaultdict(set)
        self.differences = collections.Counter()
        self.examples = {}

    def differs(self, protocol, what, kind, capture, detail):
        key = (protocol, what, kind)
        self.differences[key] += 1
        self.examples.setdefault(key, f"{os.path.basename(capture)}: {detail}")


def forward(capture, devices, seen, tally):
    by_address = {address: device for device in devices for address in device["addresses"] + device["macs"]}
    done = set()
    for frame, fields, _ in seen:
        who = subject(fields)
        for protocol, attribute, value in told(fields):
            if not plain(value) or (who, attribute, plain(value)) in done:
                continue
            done.add((who, attribute, plain(value)))
            tally.theirs[protocol] += 1
            tally.captures[protocol].add(capture)
            device = by_address.get(who)
            known = list(facts(device)) if device else []
            if any(f["attribute"] == attribute and same(f["value"], value) for f, _ in known):
                tally.found[protocol] += 1
                continue
            kind = "placeholder" if not re.search(r"[^\W_0]", value) else "loopback" if who.startswith("127.") else "not known"
            if kind == "not known" and isinstance(value, Named) and any(f["attribute"] == attribute for f, _ in known):
                kind = "number"
            tally.differs(protocol, attribute + " of tshark only", kind, capture, f"frame {frame}, {who}: {value}")


def backward(capture, devices, tally):
    wanted = collections.defaultdict(list)
    for device in devices:
        for fact, place in facts(device):
            protocol = SOURCES.get(fact["source"])
            if protocol and "frame" in fact and fact["attribute"] != "role":
                wanted[fact["frame"]["frame"]].append((protocol, fact, place, device))
    frames = sorted(wanted)
    for at in range(0, len(frames), 200):
        part = frames[at:at + 200]
        display = "frame.number in {" + ", ".join(map(str, part)) + "}"
        for frame, fields, text in packets(capture, display):
            printed = {(a, plain(v)) for _, a, v in told(fields)}
            for protocol, fact, place, device in wanted.pop(frame, []):
                if protocol == "PROFINET" and fact["source"] == "dcerpc" and not any(f.startswith("pn_io") for f in fields):
                    continue
                tally.ours[protocol] += 1
                tally.captures[protocol].add(capture)
                value = plain(fact["value"])
                if fact["attribute"] == "note":
                    value = re.sub(r"^(plant|memory card|place|contact|location|alias|hardware|asset): ?", "", value)
                parts = [p for p in re.split(r"[ ]", value) if len(p) > 2] or [value]
                if value in text or (fact["attribute"], value) in printed:
                    tally.printed[protocol] += 1
                elif all(p in text for p in parts) or any(same(value, v) for a, v in printed if a == fact["attribute"]):
                    tally.printed[protocol] += 1
                    tally.differs(protocol, fact["attribute"] + " in other words", "spelling", capture, f"frame {frame}: {fact['value']}")
                else:
                    kind = "name" if fact["attribute"] == "vendor" and protocol in ("S7", "PROFINET") else "not printed"
                    if fact["attribute"] == "vendor" and any(a == "vendor" for a, _ in printed):
                        kind = "number"
                    tally.differs(protocol, fact["attribute"] + " of ours only", kind, capture, f"frame {frame}: {fact['value']}")


def report(tally, out):
    print("| protocol | captures | values of tshark | known to us | our facts | printed by tshark in that frame |", file=out)
    print("|---|---|---|---|---|---|", file=out)
    for protocol in sorted(set(tally.theirs) | set(tally.ours)):
        print(f"| {protocol} | {len(tally.captures[protocol])} | {tally.theirs[protocol]} | {tally.found[protocol]} | {tally.ours[protocol]} |"
              f" {tally.printed[protocol]} |", file=out)
    print("\n| difference | kind | times |\n|---|---|---|", file=out)
    for (protocol, what, kind), times in sorted(tally.differences.items()):
        print(f"| {protocol}: {what} | {kind} | {times} |", file=out)


TITLE = """## Identities beside tshark
Measured {day} by `bench/compare-identities.py`, {tshark}, on {number} real captures that have identities: each value that tshark prints must be a
fact of the device with that address or of a module of it; each of our facts must be printed by tshark in the frame that it names.

"""


def tshark_version():
    found = re.search(rb"TShark.*?(\d+\.\d+\.\d+)", run(["tshark", "--version"]))
    return "tshark " + found.group(1).decode() if found else "tshark"


def put(page, text):
    """Into its part of the page of figures; the form is that of dev.postern.evaluate.Page."""
    start, end = "<!-- part: identities -->\n", "<!-- end: identities -->\n"
    with open(page, encoding="utf-8") as file:
        before = file.read()
    part = start + text.strip() + "\n" + end
    if start in before and end in before:
        after = before[:before.index(start)] + part + before[before.index(end) + len(end):]
    else:
        following = before.find("<!-- part: bridges -->\n")
        at = len(before) if following < 0 else following
        after = before[:at].rstrip() + "\n\n" + part + ("" if following < 0 else "\n") + before[at:]
    with open(page, "w", encoding="utf-8") as file:
        file.write(after)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("captures", nargs="+")
    parser.add_argument("--postern", default=os.path.join(HOME, "postern"))
    parser.add_argument("--out")
    parser.add_argument("--page")
    parser.add_argument("--strict", action="store_true")
    arguments = parser.parse_args()
    launcher = arguments.postern.split()
    tally = Tally()
    for capture in arguments.captures:
        seen = list(packets(capture, FILTER))
        if not seen:
            continue
        devices = inventory(launcher, capture)
        forward(capture, devices, seen, tally)
        backward(capture, devices, tally)
        print(capture, len(seen), "frames", file=sys.stderr)
        if arguments.out:
            with open(arguments.out, "w", encoding="utf-8") as file:
                report(tally, file)
    report(tally, sys.stdout)
    if arguments.page:
        text = io.StringIO()
        report(tally, text)
        with_any = set().union(*tally.captures.values())
        put(arguments.page, TITLE.format(day=datetime.date.today(), tshark=tshark_version(), number=len(with_any)) + text.getvalue()
            + "\n" + "".join(f"- {kind}: {why}\n" for kind, why in KNOWN.items()))
    for key, example in sorted(tally.examples.items()):
        print(*key, "|", example, file=sys.stderr)
    left = [key for key in tally.differences if key[2] not in KNOWN]
    return 1 if arguments.strict and left else 0


if __name__ == "__main__":
    sys.exit(main())
