#!/usr/bin/env python3
"""Compares what ./postern decode reads of one protocol with the fields of tshark, frame by frame.

    bench/compare-fields.py PROTOCOL[,PROTOCOL]... CAPTURE... [--postern LAUNCHER] [--json FILE] [--strict]
    bench/compare-fields.py all CAPTURE...        every protocol of bench/tshark, where it or tshark finds it

bench/tshark/PROTOCOL.py says which frames (DISPLAY), which field stands once in each message (ONE; None: one message a frame), which fields are
compared (FIELDS: our name -> tshark's), how a line of ours is read (facts), and which kinds of difference are right and why (KNOWN; classify may
name a kind); TEXT names fields that are no numbers even where they look like some; tidy, where there is one, brings tshark's values to the form of ours, and its note says how. Values of one frame are compared as lists in their order; what differs is sought in other frames before it counts, as
reassembly may complete a message elsewhere. With --strict the exit code is 1 where a difference is left that is not in KNOWN. With --sound frames that
tshark or we call malformed are left out: for captures that were damaged on purpose, where both read on as they like.
"""
import argparse
import collections
import importlib.util
import json
import os
import re
import subprocess
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SEPARATOR, AGGREGATOR = "\x1e", "\x1f"


def load(protocol):
    path = os.path.join(HOME, "bench", "tshark", protocol + ".py")
    spec = importlib.util.spec_from_file_location("side_" + protocol, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain(value):
    """Numbers as numbers, however they are written; text in lower case."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return int(value) if value == int(value) and abs(value) < 1 << 62 else round(value, 6)
    text = str(value).strip().lower()
    if text in ("true", "false"):
        return int(text == "true")
    for reader in (lambda t: int(t, 0), int, lambda t: plain(float(t))):
        try:
            return reader(text)
        except (ValueError, OverflowError):
            pass
    return text


def words(value):
    """What looks like a number and is none: hex digits with an e in them."""
    return str(value).strip().lower()


def tshark(side, capture):
    """frame -> (messages, {name: [values]})"""
    names = list(side.FIELDS)
    asked = [side.FIELDS[name] for name in names]
    command = ["tshark", "-n", "-2", "-r", capture, "-Y", side.DISPLAY, "-T", "fields", "-E", "separator=" + SEPARATOR, "-E", "aggregator=" + AGGREGATOR,
               "-E", "occurrence=a", "-e", "frame.number"]
    # A field that is asked for twice comes once.
    columns = list(dict.fromkeys([side.ONE or "frame.len"] + asked))
    for field in columns:
        command += ["-e", field]
    for rule in getattr(side, "DECODE_AS", []):
        command += ["-d", rule]
    for setting in getattr(side, "OPTIONS", []):
        command += ["-o", setting]
    readers = [words if any(side.FIELDS[name] == field for name in getattr(side, "TEXT", ())) else plain for field in columns]
    run = subprocess.run(command, capture_output=True, env=dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC"), check=False)
    if b"aren't valid" in run.stderr:
        sys.exit(run.stderr.decode())
    frames = {}
    for line in run.stdout.decode("utf-8", "replace").split("\n"):
        cells = line.split(SEPARATOR)
        if len(cells) != len(columns) + 1:
            continue
        # An empty text cannot be told from an absent one here.
        lists = [[reader(part) for part in cell.split(AGGREGATOR) if part] for reader, cell in zip(readers, cells[1:])]
        values = {name: lists[columns.index(field)] for name, field in zip(names, asked)}
        if hasattr(side, "tidy"):
            side.tidy(values)
        frames[int(cells[0])] = (len(lists[0]), values)
    return frames


def decode(launcher, capture):
    """Lines of our decoder."""
    run = subprocess.run([launcher, "decode", capture], capture_output=True, text=True, check=False)
    if run.returncode > 1:
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def postern(side, lines):
    """frame -> (messages, {name: [values]}), as tshark gives them"""
    frames = {}
    for said in lines:
        facts = side.facts(said) if said["operation"] != "malformed" else None
        if facts is None:
            continue
        messages, values = frames.setdefault(said["frame"], (0, {name: [] for name in side.FIELDS}))
        for name, value in facts:
            for one in value if isinstance(value, list) else [value]:
                if one is not None and one != "":
                    values[name].append(words(one) if name in getattr(side, "TEXT", ()) else plain(one))
        frames[said["frame"]] = (messages + 1, values)
    return frames


def protocols_seen(capture):
    """Names of all layers that tshark finds."""
    run = subprocess.run(["tshark", "-n", "-r", capture, "-T", "fields", "-e", "frame.protocols"], capture_output=True, text=True, check=False)
    return {name for line in set(run.stdout.splitlines()) for name in line.split(":")}


def malformed(capture, lines):
    """Frames that tshark or we find fault with."""
    fault = "_ws.malformed || _ws.expert.severity == error"
    run = subprocess.run(["tshark", "-n", "-2", "-r", capture, "-Y", fault, "-T", "fields", "-e", "frame.number"], capture_output=True, text=True, check=False)
    return {int(frame) for frame in run.stdout.split()} | {said["frame"] for said in lines if said["operation"] == "malformed"}


def without(frames, faulty):
    return {frame: half for frame, half in frames.items() if frame not in faulty}


def concerns(side, seen):
    """True if one of the layers that this module asks tshark for is there."""
    asked = {field.split(".")[0] for field in list(side.FIELDS.values()) + [side.ONE or ""]} | set(re.findall(r"[a-z0-9_-]+", side.DISPLAY))
    return bool(asked & seen)


class Tally:
    def __init__(self, side):
        self.side, self.count, self.kinds = side, collections.Counter(), {}

    def note(self, name, kind, capture, frame, theirs, ours, weight=1):
        named = self.side.classify(name, frame, theirs, ours) if hasattr(self.side, "classify") else None
        kind = named or kind
        case = self.kinds.setdefault(kind, [0, capture, frame, theirs, ours])
        case[0] += weight
        return kind in self.side.KNOWN

    def compare(self, path, theirs, ours):
        capture = os.path.basename(path)
        pool = [collections.Counter(), collections.Counter()]
        differing = []
        for frame in sorted(set(theirs) | set(ours)):
            one, other = theirs.get(frame, (0, {})), ours.get(frame, (0, {}))
            self.count["theirs"] += one[0]
            self.count["ours"] += other[0]
            self.count["shared"] += min(one[0], other[0])
            if one[0] != other[0]:
                differing.append((frame, one, other))
                continue
            self.fields(capture, frame, one[1], other[1])
        for frame, one, other in differing:
            pool[0][self.key(one)] += 1
            pool[1][self.key(other)] += 1
        moved = pool[0] & pool[1]
        moved.pop(self.key((0, {})), None)
        spent = [collections.Counter(moved), collections.Counter(moved)]
        for frame, one, other in differing:
            here = []
            for side, half in enumerate((one, other)):
                key = self.key(half)
                there = spent[side][key] > 0
                spent[side][key] -= there
                here.append(there)
            if here[0]:
                self.count["shared"] += one[0] - min(one[0], other[0])
                same = sum(len(values) for values in one[1].values())
                self.count["fields"] += same
                self.count["equal"] += same
            if one[0] > other[0] and not here[0]:
                if self.note("messages", "frame only tshark", capture, frame, one[1], other[1], one[0] - other[0]):
                    self.count["explained"] += one[0] - other[0]
            elif other[0] > one[0] and not here[1]:
                self.note("messages", "frame only postern", capture, frame, one[1], other[1], other[0] - one[0])
            if one[0] and other[0] and not here[0] and not here[1]:
                self.fields(capture, frame, one[1], other[1])

    @staticmethod
    def key(half):
        return json.dumps(half[1], sort_keys=True) if half[0] else ""

    def fields(self, capture, frame, theirs, ours):
        for name in self.side.FIELDS:
            one, other = theirs.get(name, []), ours.get(name, [])
            self.count["fields"] += len(one)
            if one == other:
                self.count["equal"] += len(one)
                continue
            same = sum((collections.Counter(one) & collections.Counter(other)).values())
            self.count["equal"] += min(same, len(one))
            kind = f"{name} not said" if not other else f"{name} only ours" if not one else name
            if self.note(name, kind, capture, frame, one, other):
                self.count["explained fields"] += len(one) - min(same, len(one))


def percent(part, whole):
    return f"{100 * part / whole:.2f}" if whole else "-"


def report(protocol, tally):
    """One row of the table."""
    count = tally.count
    if not count["theirs"] and not count["ours"]:
        return
    print(f"| {protocol} | {count['theirs']} | {count['ours']} | {count['shared']} | {percent(count['shared'], count['theirs'] - count['explained'])} "
          f"| {count['fields']} | {count['equal']} | {percent(count['equal'], count['fields'] - count['explained fields'])} |", flush=True)


def differences(protocol, tally):
    """Prints each kind; returns how many are not explained."""
    left = 0
    for kind, (number, capture, frame, theirs, ours) in sorted(tally.kinds.items()):
        why = tally.side.KNOWN.get(kind)
        left += not why
        print(f"  {protocol} {kind}: {number} times; "
              + (f"right: {why}" if why else f"first {capture} frame {frame}: tshark {theirs!r}, postern {ours!r}")[:600])
    return left


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("protocol")
    arguments.add_argument("captures", nargs="+")
    arguments.add_argument("--postern", default=os.path.join(HOME, "postern"), help="the launcher to run")
    arguments.add_argument("--decoded", help="what postern decode printed of the one capture, instead of running it")
    arguments.add_argument("--json", help="write the counts here too")
    arguments.add_argument("--strict", action="store_true", help="exit 1 if a difference is not explained")
    arguments.add_argument("--sound", action="store_true", help="leave out frames that tshark or we call malformed")
    chosen = arguments.parse_args()
    every = chosen.protocol == "all" or "," in chosen.protocol
    modules = sorted(name[:-3] for name in os.listdir(os.path.join(HOME, "bench", "tshark")) if name.endswith(".py"))
    tallies = {name: Tally(load(name)) for name in (modules if chosen.protocol == "all" else chosen.protocol.split(","))}
    for capture in chosen.captures:
        if chosen.decoded:
            with open(chosen.decoded, encoding="utf-8") as text:
                lines = [json.loads(line) for line in text]
        else:
            lines = decode(chosen.postern, capture)
        seen = protocols_seen(capture) if every else set()
        faulty = malformed(capture, lines) if chosen.sound else set()
        for tally in tallies.values():
            ours = without(postern(tally.side, lines), faulty)
            if ours or not every or concerns(tally.side, seen):
                tally.compare(capture, without(tshark(tally.side, capture), faulty), ours)
    print("| protocol | messages of tshark | of postern | shared | % | fields compared | equal | % |")
    print("|---|---|---|---|---|---|---|---|")
    for name, tally in tallies.items():
        report(name, tally)
    left = sum(differences(name, tally) for name, tally in tallies.items())
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as out:
            json.dump({name: tally.count for name, tally in tallies.items()} if every else tallies[chosen.protocol].count, out, indent=1)
    return int(chosen.strict and left > 0)


if __name__ == "__main__":
    sys.exit(main())
