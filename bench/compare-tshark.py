#!/usr/bin/env python3
"""Compares what ./postern decode reads with what tshark reads, message by message and field by field.

    bench/compare-tshark.py CAPTURE... [--protocol NAME]... [--strict]

Messages of one frame are paired one to one in their order. What is left is looked for in other frames, as reassembly may complete a message
elsewhere; what is still left in the same frame is one message of which the two say different things. Each fact that tshark states counts, also where postern
says nothing of it. Each kind of difference is printed with its first example. KNOWN lists the kinds that are justified, by protocol and never
by file. With --strict the exit code is 1 where a difference is left that is not among them.
"""
import argparse
import collections
import difflib
import json
import os
import re
import subprocess
import sys

import tsharkside

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROTOCOLS = ["modbus", "s7comm", "enip", "cip", "dnp3", "dns"]

# (protocol, kind of difference) -> why it is right
KNOWN = {
    ("enip", "tshark only: carries cip"): "no message of its own: command and session stand in the CIP messages within and are compared there",
    ("cip", "tshark only: wrapper"): "unconnected send and multiple service packet are opened; what is inside is told and compared instead",
    ("s7comm", "postern only: cotp"): "connecting is told too, with rack and slot; tshark has it in its COTP layer",
    ("dnp3", "tshark only: segment"): "a part of a fragment says nothing alone: the last one gives the message",
    ("dnp3", "postern only: last segment"): "tshark does not follow the transport sequence from 63 to 0",
    ("s7comm", "szl of an answer"): "an answer bears the object of its request, also where it names another index",
    ("modbus", "answer of an answer"): "tshark takes what comes from port 502 for an answer; who opened the connection asks, exceptions aside",
    ("dns", "postern only: other port"): "content decides; tshark goes by the port",
    ("dnp3", "postern only: other port"): "content decides; tshark goes by the port",
    ("dns", "name: beyond ascii"): "octets that are no text have no agreed spelling",
}
# Fields of which tshark itself says something else than the bytes, or something that cannot be told from them.
KNOWN.update({("cip", f"{name}{said}: answer to unconnected send"): "an answer names no object: tshark gives it the path of the envelope, we that of "
              "the request in it" for name in ("class", "instance", "attribute") for said in ("", " not said")})
KNOWN.update({("dnp3", f"{name}: joined"): "a segment marked first begins a fragment (IEEE 1815, 8.2); tshark joins it to one that was never finished"
              for name in ("function", "sequence", "first", "final", "iin", "objects")})
BROKEN = "the bytes break a rule, which postern tells by name and offset beside what it could read; tshark shows more or less of the rest"
KNOWN.update({(protocol, kind): BROKEN for protocol in PROTOCOLS for kind in ("broken", "tshark only: broken")})
KNOWN.update({(protocol, "postern only: repeated"): "recorded after its confirmation, so that tshark takes it for a repetition and does not read it; "
              "these bytes had not been seen before" for protocol in PROTOCOLS})
KNOWN.update({(protocol, "tshark only: repeated"): "bytes sent or recorded again, which tshark reads again" for protocol in PROTOCOLS})
KNOWN.update({(protocol, "other frame"): "a segment behind a gap is held until the other side has confirmed what is missing, and bears the frame of that"
              for protocol in PROTOCOLS})

Line = collections.namedtuple("Line", "frame protocol facts said")


def flag(said, name, otherwise):
    return int(said.get(name, otherwise))


def answered(said):
    return {"request": 0, "success": 1, "refused": 1}.get(said["kind"])


def integer(text):
    return tsharkside.number(text)


def modbus(said):
    function = said.get("function")
    facts = {name: said.get(name) for name in ("transaction", "function", "exception", "address", "quantity", "read_address", "read_quantity",
                                               "and_mask", "or_mask", "sub_function", "mei_type", "read_device_id")}
    facts["unit"], facts["answer"] = integer(said.get("unit")), answered(said)
    if "values" in said:
        facts["values"] = [int(value) for value in said["values"]]
    if function == 24 and "values" in said:
        facts["quantity"] = len(said["values"])
    if function in (20, 21):
        facts["records"] = [tuple(int(n) for n in found) for found in re.findall(r"file (\d+) record (\d+) x(\d+)", said.get("target", ""))]
    facts["first_register"] = said.get("read_address", said.get("address"))
    if function == 43:
        names = ("vendor_name", "product_code", "revision", "vendor_url", "product_name", "model_name", "user_application_name")
        facts["objects"] = [value for name, value in said.items() if name in names or name.startswith("object_") and isinstance(value, str)]
    return facts


AREAS = {"S": 0x03, "SM": 0x05, "AI": 0x06, "AQ": 0x07, "P": 0x80, "I": 0x81, "Q": 0x82, "M": 0x83, "L": 0x86, "V": 0x87}
TYPES = {"bit": 1, "byte": 2, "char": 3, "word": 4, "int": 5, "dword": 6, "dint": 7, "real": 8, "date": 9, "time of day": 10, "time": 11,
         "s5time": 12, "date and time": 15, "counter": 28, "timer": 29, "iec timer": 30, "iec counter": 31, "hs counter": 32}
IN_BLOCK = re.compile(r"(DB|DI)(\d+)\.D[BI]([XBWD])(\d+)(?:\.(\d))? x(\d+)$")
ELSEWHERE = re.compile(r"(SM|S|AI|AQ|P|I|Q|M|L|V|C|T|area 0x([0-9a-f]+) |record )([BWD]?)(\d+)(?:\.(\d))? x(\d+)$")


def s7_item(text, kind):
    """Area, data block, byte, bit, transport size and count, read back from the way engineers write them; the timers' area is not unique."""
    size = TYPES.get(kind, integer(kind.removeprefix("type ")))
    found = IN_BLOCK.match(text)
    if found:
        return 0x84 if found[1] == "DB" else 0x85, int(found[2]), int(found[4]), int(found[5] or 0), size, int(found[6])
    found = ELSEWHERE.match(text)
    if not found:
        return None
    area = int(found[2], 16) if found[2] else 1 if found[1] == "record " else AREAS.get(found[1])
    if area is None:
        area = {("C", 28): 0x1C, ("T", 29): 0x1D, ("C", 31): 0x1E, ("T", 30): 0x1F}.get((found[1], size))
    return area, 0, int(found[4]), int(found[5] or 0), size, int(found[6])


def s7comm(said):
    facts = {name: said.get(name) for name in ("type", "reference", "function", "group", "sequence", "error", "pdu_bytes", "count", "service")}
    facts["answer"] = answered(said)
    if "items" in said:
        facts["items"] = [s7_item(text, kind) for text, kind in zip(said["items"], said["types"])]
    target = said.get("target", "")
    found = re.match(r"szl 0x([0-9a-f]{4}) index 0x([0-9a-f]{4})", target)
    facts["szl"] = (int(found[1], 16), int(found[2], 16)) if found else None
    found = re.match(r"([A-Z]+)(\d+)$", target)
    facts["block"] = (found[1], int(found[2])) if found else None
    facts["refused"] = [int(text.split(":")[0]) for text in said.get("refused", [])] or None
    return facts


def enip(said):
    if said["operation"] == "io":
        return {"connection": said.get("connection"), "sequence": said.get("sequence")}
    return {"command": said.get("command"), "session": said.get("session"), "status": said.get("statusCode")}


def cip(said):
    facts = {name: said.get(name) for name in ("service", "class", "instance", "attribute", "command", "session")}
    facts["answer"] = answered(said)
    facts["general_status"] = said.get("statusCode")
    found = re.search(r"tag (.*)$", said.get("target", ""))
    facts["symbol"] = re.sub(r"\[[\d,]*\]", "", found[1]) if found else None
    return facts


INDICATIONS = ["all stations", "class 1 events", "class 2 events", "class 3 events", "need time", "local control", "device trouble",
               "device restart", "function not supported", "object unknown", "parameter error", "event buffer overflow", "already executing",
               "configuration corrupt", "reserved 2.6", "reserved 2.7"]


def dnp3(said):
    facts = {name: said.get(name) for name in ("source", "destination", "function", "sequence")}
    facts["link_function"] = said.get("linkFunction")
    if "function" in said:
        facts["unsolicited"], facts["first"], facts["final"] = flag(said, "unsolicited", 0), flag(said, "first", 1), flag(said, "final", 1)
    if "indications" in said:
        bits = sum(1 << INDICATIONS.index(name) for name in said["indications"])
        # tshark prints the two octets as they stand on the wire.
        facts["iin"] = (bits & 255) << 8 | bits >> 8
    if "objects" in said:
        facts["objects"] = [(tuple(int(n) for n in re.findall(r"\d+", name)), points(text))
                            for name, text in zip(said["objects"], said["points"])]
    return facts


def points(text):
    """0..9 is a range, 3,5 are indices, x4 a number of objects, nothing is all."""
    if not text:
        return None
    if ".." in text:
        return tuple(int(n) for n in text.split(".."))
    return int(text[1:]) if text.startswith("x") else [int(n) for n in text.split(",")]


RECORDS = {"a": 1, "ns": 2, "cname": 5, "soa": 6, "null": 10, "ptr": 12, "hinfo": 13, "mx": 15, "txt": 16, "key": 25, "aaaa": 28, "srv": 33,
           "naptr": 35, "dname": 39, "opt": 41, "ds": 43, "rrsig": 46, "nsec": 47, "dnskey": 48, "tlsa": 52, "svcb": 64, "https": 65,
           "tkey": 249, "tsig": 250, "ixfr": 251, "axfr": 252, "any": 255, "caa": 257}


def dns(said):
    kind = said.get("type", "")
    return {"id": said.get("id"), "flags": said.get("flags"), "name": said.get("target"),
            "type": RECORDS.get(kind, integer(kind.removeprefix("type"))),
            "questions": said.get("questions", 1), "answers": said.get("answer_count", 0),
            "authorities": said.get("authority_count", 0), "additionals": said.get("additional_count", 0)}


READERS = {"modbus": modbus, "s7comm": s7comm, "enip": enip, "cip": cip, "dnp3": dnp3, "dns": dns}


def postern_lines(postern, capture, decoded):
    if decoded:
        with open(decoded, encoding="utf-8") as lines:
            text = lines.read()
    else:
        run = subprocess.run([postern, "decode", capture], capture_output=True, text=True, check=False)
        if run.returncode > 1:
            sys.exit(run.stderr)
        text = run.stdout
    for line in text.splitlines():
        said = json.loads(line)
        reader = READERS.get(said.get("protocol"))
        if reader and said["operation"] == "malformed":
            yield Line(said["frame"], said["protocol"], None, said)
        elif reader:
            yield Line(said["frame"], said["protocol"], {name: value for name, value in reader(said).items() if value is not None}, said)


def key(message):
    """By what two messages of one frame are taken for the same."""
    facts = message.facts
    return tuple(facts.get(name) for name in ("transaction", "reference", "id", "source", "destination", "function", "service", "command",
                                              "answer", "class", "instance", "connection", "sequence", "general_status"))


def align(theirs, ours):
    """Pairs the messages of one frame that are taken for the same, in order; returns pairs and what is left on both sides."""
    if [key(m) for m in theirs] == [key(m) for m in ours]:
        return list(zip(theirs, ours)), [], []
    pairs, used_theirs, used_ours = [], set(), set()
    matcher = difflib.SequenceMatcher(None, [key(m) for m in theirs], [key(m) for m in ours], autojunk=False)
    for start, other, size in matcher.get_matching_blocks():
        for i in range(size):
            pairs.append((theirs[start + i], ours[other + i]))
            used_theirs.add(start + i)
            used_ours.add(other + i)
    return (pairs, [m for i, m in enumerate(theirs) if i not in used_theirs], [m for i, m in enumerate(ours) if i not in used_ours])


def elsewhere(theirs, ours):
    """Pairs what was left with messages of the same facts in other frames, the nearest first."""
    waiting = collections.defaultdict(list)
    for message in ours:
        waiting[key(message)].append(message)
    pairs, left = [], []
    for message in theirs:
        same = waiting[key(message)]
        if same:
            nearest = min(same, key=lambda other: abs(other.frame - message.frame))
            same.remove(nearest)
            pairs.append((message, nearest))
        else:
            left.append(message)
    return pairs, left, sorted((message for same in waiting.values() for message in same), key=lambda message: message.frame)


def in_spite(theirs, ours):
    """Pairs what is left in the same frame, in order: the same message, of which the two say different things."""
    waiting = collections.defaultdict(collections.deque)
    for message in ours:
        waiting[message.frame].append(message)
    pairs, left = [], []
    for message in theirs:
        if waiting[message.frame]:
            pairs.append((message, waiting[message.frame].popleft()))
        else:
            left.append(message)
    return pairs, left, [message for same in waiting.values() for message in same]


def missing(message):
    for trait in ("wrapper", "carries cip", "segment", "check", "repeated", "broken", "malformed"):
        if trait in message.traits:
            return f"tshark only: {trait}"
    return "tshark only"


PORTS = {"dns": {53}, "dnp3": {20000, 19999}}
REPEATED = "tcp.analysis.retransmission || tcp.analysis.spurious_retransmission || tcp.analysis.fast_retransmission || tcp.analysis.out_of_order"


def surplus(line, segments, repeated):
    if line.frame in repeated:
        return "postern only: repeated"
    if line.protocol == "dnp3" and line.frame in segments:
        return "postern only: last segment"
    if line.said["operation"].startswith("cotp"):
        return "postern only: cotp"
    if PORTS.get(line.protocol) and not PORTS[line.protocol] & {line.said["sport"], line.said["dport"]}:
        return "postern only: other port"
    return "postern only"


class Tally:
    def __init__(self):
        self.count, self.examples = collections.Counter(), {}

    def note(self, protocol, kind, capture, frame, theirs, ours):
        known = (protocol, kind) in KNOWN
        self.count[protocol, "explained" if known else "unexplained"] += 1
        cases = self.examples.setdefault((protocol, kind), [0, capture, frame, theirs, ours])
        cases[0] += 1
        return known

    def compare(self, path, protocol, theirs, lines):
        capture = os.path.basename(path)
        ours = [line for line in lines if line.facts is not None]
        broken = {line.frame for line in lines if line.facts is None}
        segments = {message.frame for message in theirs if "segment" in message.traits}
        for message in theirs:
            if message.frame in broken:
                message.traits.add("broken")
        self.count[protocol, "theirs"] += len(theirs)
        self.count[protocol, "ours"] += len(ours)
        by_frame = collections.defaultdict(lambda: ([], []))
        for message in theirs:
            if message.traits & {"wrapper", "carries cip", "segment"}:
                self.note(protocol, missing(message), capture, message.frame, message.facts, None)
                self.count[protocol, "wrapped"] += 1
            else:
                by_frame[message.frame][0].append(message)
        for line in ours:
            by_frame[line.frame][1].append(line)
        pairs, left, over = [], [], []
        for frame in sorted(by_frame):
            for gathered, part in zip((pairs, left, over), align(*by_frame[frame])):
                gathered.extend(part)
        moved, left, over = elsewhere(left, over)
        for message, line in moved:
            self.note(protocol, "other frame", capture, message.frame, message.frame, line.frame)
        unlike, left, over = in_spite(left, over)
        pairs += moved + unlike
        self.count[protocol, "shared"] += len(pairs)
        repeated = tsharkside.frames(path, REPEATED) if left or over else set()
        for message in left:
            if message.frame in repeated:
                message.traits.add("repeated")
            if self.note(protocol, missing(message), capture, message.frame, message.facts, None):
                self.count[protocol, "wrapped"] += 1
        for line in over:
            if self.note(protocol, surplus(line, segments, repeated), capture, line.frame, None, line.said):
                self.count[protocol, "surplus"] += 1
        for message, line in pairs:
            self.fields(capture, protocol, message, line)

    def fields(self, capture, protocol, message, line):
        for name, value in message.facts.items():
            self.count[protocol, "fields"] += 1
            mine = line.facts.get(name)
            if equal(value, mine):
                self.count[protocol, "equal"] += 1
                continue
            kind = name if mine is not None else f"{name} not said"
            for trait in ("answer to unconnected send", "joined", "broken", "malformed"):
                if trait in message.traits:
                    kind += ": " + trait
                    break
            if protocol == "dns" and name == "name" and not value.isascii():
                kind = "name: beyond ascii"
            if name in ("szl", "answer") and message.facts.get("answer"):
                kind += " of an answer"
            if kind.endswith(": broken"):
                kind = "broken"
            if self.note(protocol, kind, capture, message.frame, value, mine):
                self.count[protocol, "explained fields"] += 1


def equal(theirs, ours):
    if isinstance(theirs, list) and isinstance(ours, list):
        return len(theirs) == len(ours) and all(a is None or a == b for a, b in zip(theirs, ours))
    return theirs == ours


def percent(part, whole):
    return f"{100 * part / whole:.2f}" if whole else "-"


def table(count, protocols):
    print("| protocol | messages of tshark | of postern | shared | % | fields compared | equal | % |")
    print("|---|---|---|---|---|---|---|---|")
    for protocol in protocols:
        theirs, shared = count[protocol, "theirs"], count[protocol, "shared"]
        fields, same = count[protocol, "fields"], count[protocol, "equal"]
        if theirs or count[protocol, "ours"]:
            print(f"| {protocol} | {theirs} | {count[protocol, 'ours']} | {shared} | {percent(shared, theirs - count[protocol, 'wrapped'])} "
                  f"| {fields} | {same} | {percent(same, fields - count[protocol, 'explained fields'])} |")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("captures", nargs="+")
    arguments.add_argument("--protocol", action="append", choices=PROTOCOLS)
    arguments.add_argument("--postern", default=os.path.join(HOME, "postern"), help="the launcher to run")
    arguments.add_argument("--decoded", help="what postern decode printed of the one capture, instead of running it")
    arguments.add_argument("--decode-as", action="append", default=[], metavar="RULE", help="for tshark -d, as tcp.port==5020,mbtcp")
    arguments.add_argument("--strict", action="store_true", help="exit 1 if a difference is not justified")
    arguments.add_argument("--json", help="write the counts here too, to add up several runs")
    chosen = arguments.parse_args()
    protocols, tally = chosen.protocol or PROTOCOLS, Tally()
    for capture in chosen.captures:
        theirs, ours = collections.defaultdict(list), collections.defaultdict(list)
        for message in tsharkside.messages(capture, chosen.decode_as):
            theirs[message.protocol].append(message)
        for line in postern_lines(chosen.postern, capture, chosen.decoded):
            ours[line.protocol].append(line)
        for protocol in protocols:
            tally.compare(capture, protocol, theirs[protocol], ours[protocol])
    table(tally.count, protocols)
    for (protocol, kind), (number, capture, frame, theirs, mine) in sorted(tally.examples.items()):
        why = KNOWN.get((protocol, kind))
        print(f"  {protocol} {kind}: {number} times; " + (f"right: {why}" if why else f"first {capture} frame {frame}: tshark {theirs!r}, postern {mine!r}"))
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as out:
            json.dump({f"{protocol} {what}": number for (protocol, what), number in tally.count.items()}, out, indent=1)
    return int(chosen.strict and any(kind == "unexplained" and number for (_, kind), number in tally.count.items()))


if __name__ == "__main__":
    sys.exit(main())
