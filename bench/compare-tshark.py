#!/usr/bin/env python3
"""Compares what ./postern decode reads with what tshark reads, frame by frame.

    bench/compare-tshark.py CAPTURE... [--protocol NAME]...

For each protocol: how many of tshark's messages postern has too (same capture and frame) and how many of their fields are equal. Each kind of
difference is printed with its first example. KNOWN lists the differences that are justified, by protocol and kind, never by file.
"""
import argparse
import collections
import json
import os
import subprocess
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# protocol -> (display filter of one message, [(name, tshark field)])
FIELDS = {
    "modbus": ("mbtcp && modbus", [("function", "modbus.func_code"), ("unit", "mbtcp.unit_id"),
               ("address", "modbus.reference_num"), ("quantity", "modbus.word_cnt"), ("quantity_bits", "modbus.bit_cnt")]),
    "dns": ("dns && (udp.port == 53 || tcp.port == 53)", [("id", "dns.id"), ("response", "dns.flags.response"),
            ("name", "dns.qry.name"), ("rcode", "dns.flags.rcode"), ("answers", "dns.count.answers")]),
    "dnp3": ("dnp3.al.func", [("function", "dnp3.al.func"), ("source", "dnp3.src"), ("destination", "dnp3.dst")]),
    "cip": ("cip", [("service", "cip.sc"), ("class", "cip.class")]),
    "enip": ("enip.command", [("command", "enip.command")]),
    "s7comm": ("s7comm", [("function", "s7comm.param.func")]),
}
RCODES = {"noerror": 0, "formerr": 1, "servfail": 2, "nxdomain": 3, "notimp": 4, "refused": 5, "yxdomain": 6,
          "yxrrset": 7, "nxrrset": 8, "notauth": 9, "notzone": 10}

# (protocol, kind of difference) -> why it is right
KNOWN = {
    ("dns", "missing: malformed"): "tshark shows a message that it calls malformed itself",
    ("enip", "carries cip"): "an envelope around CIP is no message of its own: what it carries is",
    ("modbus", "missing: malformed"): "tshark shows a message that it calls malformed itself",
}


def number(text):
    try:
        return int(str(text), 0)
    except ValueError:
        return None


def postern_facts(message):
    """What a line of postern says, under the names of FIELDS; a fact that is absent is not compared."""
    protocol = message["protocol"]
    if protocol == "modbus":
        facts = {"function": message.get("function"), "unit": number(message.get("unit")),
                 "address": message.get("address"), "quantity": message.get("quantity"),
                 "quantity_bits": message.get("quantity")}
    elif protocol == "dns":
        facts = {"id": message.get("id"), "response": int(message["kind"] != "request"),
                 "name": message.get("target"), "rcode": RCODES.get(message.get("rcode")),
                 "answers": message.get("answer_count")}
    else:
        facts = {name: message.get(name) for name, _ in FIELDS[protocol][1]}
    return {name: value for name, value in facts.items() if value is not None}


def tshark_messages(capture, protocol):
    display, names = FIELDS[protocol]
    command = ["tshark", "-n", "-2", "-r", capture, "-Y", f"({display}) && !icmp", "-T", "fields", "-E", "occurrence=a",
               "-e", "frame.number", "-e", "_ws.malformed"]
    for _, field in names:
        command += ["-e", field]
    output = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for line in output.splitlines():
        cells = line.split("\t")
        yield int(cells[0]), bool(cells[1]), dict(zip([name for name, _ in names], cells[2:]))


def postern_messages(postern, capture):
    output = subprocess.run([postern, "decode", capture], capture_output=True, text=True, check=False)
    if output.returncode > 1:
        sys.exit(output.stderr)
    by_frame = collections.defaultdict(list)
    for line in output.stdout.splitlines():
        message = json.loads(line)
        if message.get("protocol") in FIELDS and "operation" in message:
            by_frame[message["protocol"], message["frame"]].append(message)
    return by_frame


def same(name, cell, values):
    """tshark joins the occurrences of all messages in a frame; each of postern's values must be among them."""
    if name == "name":
        return all(value in (cell.lower().split(",") if cell != "<Root>" else ["."]) for value in values)
    wanted = [number(part) for part in cell.split(",")]
    return all(number(value) in wanted for value in values)


def compare(postern, capture, protocols, count, examples):
    ours = postern_messages(postern, capture)
    for protocol in protocols:
        for frame, broken, cells in tshark_messages(capture, protocol):
            found = ours.get((protocol, frame))
            kind = None if found else "missing: malformed" if broken else "missing"
            if kind and protocol == "enip" and ours.get(("cip", frame)):
                kind = "carries cip"
            if kind and (protocol, kind) in KNOWN:
                continue
            count[protocol, "messages"] += 1
            if kind:
                examples.setdefault((protocol, kind), []).append((capture, frame, "", ""))
                continue
            count[protocol, "recognised"] += 1
            facts = [postern_facts(message) for message in found]
            for name, cell in cells.items():
                values = [fact[name] for fact in facts if name in fact]
                if not cell or not values:
                    continue
                count[protocol, "fields"] += 1
                if same(name, cell, values):
                    count[protocol, "equal"] += 1
                elif (protocol, name) not in KNOWN:
                    examples.setdefault((protocol, name), []).append((capture, frame, cell, values))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("captures", nargs="+")
    arguments.add_argument("--protocol", action="append", choices=sorted(FIELDS))
    arguments.add_argument("--postern", default=os.path.join(HOME, "postern"), help="the launcher to run")
    chosen = arguments.parse_args()
    protocols, count, examples = chosen.protocol or sorted(FIELDS), collections.Counter(), {}
    for capture in chosen.captures:
        compare(chosen.postern, capture, protocols, count, examples)
    for protocol in protocols:
        messages, fields = count[protocol, "messages"], count[protocol, "fields"]
        if messages:
            print(f"{protocol:8} {count[protocol, 'recognised']}/{messages} messages "
                  f"({100 * count[protocol, 'recognised'] / messages:.2f} %), {count[protocol, 'equal']}/{fields} fields"
                  + (f" ({100 * count[protocol, 'equal'] / fields:.2f} %)" if fields else ""))
    for (protocol, kind), cases in sorted(examples.items()):
        capture, frame, theirs, mine = cases[0]
        print(f"  {protocol} {kind}: {len(cases)} times, first {os.path.basename(capture)} frame {frame}: tshark {theirs!r}, postern {mine!r}")


if __name__ == "__main__":
    main()
