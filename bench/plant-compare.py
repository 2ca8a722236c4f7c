#!/usr/bin/env python3
"""How alike generated and real traffic are, protocol by protocol, as tables for docs/plant.md.

bench/plant-compare.py DATA NAME=CAPTURE...   DATA: a folder with manifest.csv (columns file, repo, group, protocols, duration_s)

Real captures are taken by what the manifest says is in them and named by their project. Nothing here is tuned to any of them. tshark 4 does the reading, so
that neither our encoders nor our decoders judge themselves. Where a real capture is one of an attack, its attack is in the figures.
"""
import collections, csv, math, pathlib, subprocess, sys

FIELDS = """frame.time_epoch frame.len eth.dst ip.src ip.dst arp.src.proto_ipv4 tcp.stream tcp.srcport tcp.dstport tcp.flags tcp.len
 tcp.analysis.retransmission tcp.analysis.keep_alive udp.srcport udp.dstport eth.type modbus.func_code s7comm.header.rosctr s7comm.param.func enip.command cip.service
 dnp3.al.func iec60870_104.type iec60870_asdu.typeid goose.stNum sv.smpCnt smb2.cmd tls.handshake.type bacapp.type bacapp.confirmed_service
 bacapp.unconfirmed_service opcua.servicenodeid.numeric dns.qry.type ntp.flags.mode rdp.neg_type synphasor.frtype""".split()
AT = {name: i for i, name in enumerate(FIELDS)}
# protocol: (port, over TCP, fields that name an operation, what the manifest calls it)
SERVICES = {
    "Modbus": (502, True, ["modbus.func_code"], "mbtcp"),
    "S7comm": (102, True, ["s7comm.header.rosctr", "s7comm.param.func"], "s7comm"),
    "EtherNet/IP": (44818, True, ["enip.command", "cip.service"], "enip"),
    "EtherNet/IP I/O": (2222, False, [], "cipio"),
    "DNP3": (20000, True, ["dnp3.al.func"], "dnp3"),
    "IEC 104": (2404, True, ["iec60870_104.type", "iec60870_asdu.typeid"], "iec60870_asdu"),
    "BACnet/IP": (47808, False, ["bacapp.type", "bacapp.confirmed_service", "bacapp.unconfirmed_service"], "bacnet"),
    "OPC UA": (4840, True, ["opcua.servicenodeid.numeric"], "opcua"),
    "C37.118": (4712, True, ["synphasor.frtype"], "synphasor"),
    "SMB2": (445, True, ["smb2.cmd"], "smb2"),
    "TLS": (443, True, ["tls.handshake.type"], "tls"),
    "DNS": (53, False, ["dns.qry.type"], "dns"),
    "NTP": (123, False, ["ntp.flags.mode"], "ntp"),
    "GOOSE": (None, False, ["goose.stNum"], "goose"),
    "Sampled values": (None, False, ["sv.smpCnt"], "sv"),
}
# Both ends use one port: these beginnings of an operation are answers.
ANSWERS = {"NTP": ("4", "2"), "BACnet/IP": ("2", "3", "5", "6", "7")}
# The server sends unasked.
PUSHES = ("C37.118",)
DAY = 86400
ENOUGH = 20  # messages, below which a distribution says nothing


def rows(capture):
    command = ["tshark", "-r", str(capture), "-n", "-T", "fields", "-E", "separator=\t", "-E", "occurrence=a", "-E", "aggregator=,",
               "-d", "tcp.port==4840,opcua", "-o", "tcp.desegment_tcp_streams:TRUE"]
    for field in FIELDS:
        command += ["-e", field]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as tshark:
        for line in tshark.stdout:
            yield line.rstrip("\n").split("\t")


class Speech:
    """What is known of one protocol in one source."""

    def __init__(self):
        self.sizes, self.gaps, self.latencies = [], [], []
        self.operations, self.pairs, self.single = collections.Counter(), collections.Counter(), collections.Counter()
        self.conversations = set()
        self.asked, self.last, self.before = {}, {}, {}

    def message(self, key, at, size, operation, asks, multicast):
        self.conversations.add(key)
        self.sizes.append(size)
        if asks or multicast:
            if key in self.last:
                self.gaps.append(at - self.last[key])
            self.last[key] = at
            self.asked[key] = at
            self.operations[operation] += 1
            if key in self.before:
                self.pairs[self.before[key], operation] += 1
                self.single[self.before[key]] += 1
            self.before[key] = operation
        elif key in self.asked:
            self.latencies.append(at - self.asked.pop(key))


class Source:
    def __init__(self, name):
        self.name, self.frames, self.seconds = name, 0, 0.0
        self.link, self.tcp = collections.Counter(), collections.Counter()
        self.speech = collections.defaultdict(Speech)
        self.days, self.known, self.files = collections.defaultdict(collections.Counter), set(), 0

    def read(self, capture, with_novelty):
        self.files += 1
        first = last = None
        for row in rows(capture):
            if len(row) != len(FIELDS) or not row[0]:
                continue
            at = float(row[0])
            first = at if first is None else first
            last = at
            self.frame(row, at, self.files, with_novelty)
        if first is not None and 0 < last - first < 1e7:
            self.seconds += last - first

    def frame(self, row, at, file, with_novelty):
        get = lambda name: row[AT[name]]
        self.frames += 1
        destination = get("eth.dst")
        multicast = destination[1:2] in "13579bdf" and destination != ""
        self.link["broadcast"] += destination == "ff:ff:ff:ff:ff:ff"
        self.link["multicast"] += multicast and destination != "ff:ff:ff:ff:ff:ff"
        self.link["arp"] += get("eth.type") == "0x0806"
        length = int((get("tcp.len") or "0").split(",")[0])
        if get("tcp.flags"):
            self.count_tcp(int(get("tcp.flags").split(",")[0], 16), length, get)
        source, target = get("ip.src").split(",")[0], get("ip.dst").split(",")[0]
        over_tcp = bool(get("tcp.srcport"))
        ports = (get("tcp.srcport") or get("udp.srcport")).split(",")[0], (get("tcp.dstport") or get("udp.dstport")).split(",")[0]
        for name, (port, tcp, fields, _) in SERVICES.items():
            operation = "+".join(v for v in (get(f).split(",")[0] for f in fields) if v)
            if port is None:
                if not operation:
                    continue
                key, asks = (file, get("eth.dst"), name), True
                operation = "publish"
            else:
                if tcp != over_tcp or str(port) not in ports or (tcp and not length):
                    continue
                if port == 102 and not operation:
                    continue
                if tcp and get("tcp.analysis.retransmission"):
                    continue
                asks = not operation.startswith(ANSWERS[name]) if name in ANSWERS else ports[1] == str(port) or port == 2222
                ends = (source, target) if asks else (target, source)
                asks |= name in PUSHES
                key = (file, *ends, name, "" if port in (2222, 123, 53, 47808) else get("tcp.stream"))
            self.speech[name].message(key, at, int(get("frame.len")), operation or "rest", asks, multicast)
            if with_novelty and asks:
                peer = key[1:3] + (name,)
                self.new(at, "peers", peer)  # client, server, service
                self.new(at, "commands", (peer, operation))
        if with_novelty:
            for address in {source, get("arp.src.proto_ipv4")} - {"", "0.0.0.0"}:
                self.new(at, "addresses", address)

    def new(self, at, kind, what):
        if (kind, what) not in self.known:
            self.known.add((kind, what))
            self.days[int(at // DAY)][kind] += 1
        self.days[int(at // DAY)]["seen"] += 1

    def lives(self):
        """Days of which there is most, without the ends of a capture that touch another day."""
        most = max((d["seen"] for d in self.days.values()), default=0)
        return [self.days[d] for d in sorted(self.days) if self.days[d]["seen"] > most / 10]

    def count_tcp(self, flags, length, get):
        self.tcp["segments"] += 1
        self.tcp["syn"] += flags & 0x12 == 2
        self.tcp["fin"] += flags & 1
        self.tcp["rst"] += flags >> 2 & 1
        self.tcp["again"] += get("tcp.analysis.retransmission") != ""
        self.tcp["alive"] += get("tcp.analysis.keep_alive") != ""
        self.tcp["bare"] += length == 0 and flags & 0x17 == 0x10
        self.tcp["data"] += length > 0


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}"


def quantiles(values, unit=1.0, of=(0.1, 0.5, 0.9)):
    if len(values) < ENOUGH:
        return "–"
    values = sorted(values)
    return " / ".join(number(values[min(len(values) - 1, int(q * len(values)))] * unit) for q in of)


def entropy(counts):
    total = sum(counts.values())
    return abs(sum(n / total * math.log2(n / total) for n in counts.values())) if total else 0.0


def following(speech):
    """Bits that the next operation still tells once the one before it is known."""
    total = sum(speech.pairs.values())
    return -sum(n / total * math.log2(n / speech.single[a]) for (a, _), n in speech.pairs.items()) if total else 0.0


def mix(speech):
    total = sum(speech.operations.values())
    top = speech.operations.most_common(4)
    return ", ".join(f"{name} {n * 100 / total:.0f}" for name, n in top) + (f" (of {len(speech.operations)})" if len(speech.operations) > 4 else "")


def share(n, of):
    return f"{n * 100 / of:.2g}" if of else "–"


def table(head, lines):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for line in lines:
        print("| " + " | ".join(str(cell) for cell in line) + " |")
    print()


def report(sources):
    print("Gaps between questions of a conversation in seconds, frames in octets: tenth / half / nine tenths; answers in milliseconds, with the last hundredth.\n")
    for name in SERVICES:
        lines = []
        for source in sources:
            s = source.speech.get(name)
            if s is None or len(s.sizes) < ENOUGH:
                continue
            lines.append([source.name, len(s.conversations), len(s.sizes), quantiles(s.gaps), quantiles(s.latencies, 1e3, (0.1, 0.5, 0.9, 0.99)), quantiles(s.sizes),
                          mix(s), f"{entropy(s.operations):.2f} / {abs(following(s)):.2f}"])
        if lines:
            print(f"**{name}**\n")
            table(["source", "conversations", "messages", "gap, s", "answer, ms", "frame", "operations, %", "entropy"], lines)
    print("**TCP**, percent of segments\n")
    table(["source", "segments", "opening SYN", "FIN", "RST", "retransmitted", "keep-alive", "bare ACK", "with data"],
          [[s.name, s.tcp["segments"]] + [share(s.tcp[k], s.tcp["segments"]) for k in ("syn", "fin", "rst", "again", "alive", "bare", "data")]
           for s in sources if s.tcp["segments"] > 200])
    print("**To many**, percent of frames\n")
    table(["source", "frames", "broadcast", "multicast", "ARP"],
          [[s.name, s.frames] + [share(s.link[k], s.frames) for k in ("broadcast", "multicast", "arp")] for s in sources if s.frames > 200])
    print("**New each day**: peers / commands of a peer / addresses\n")
    table(["source", "days", "first day", "second", "third to seventh, a day", "later, a day"], [novelty(s) for s in sources if len(s.lives()) > 1])


def novelty(source):
    days = source.lives()
    kinds = ("peers", "commands", "addresses")
    some = lambda part: " / ".join(f"{sum(d[k] for d in part) / len(part):.3g}" for k in kinds) if part else "–"
    return [source.name, len(days), some(days[:1]), some(days[1:2]), some(days[2:7]), some(days[7:])]


def main():
    data, sources = pathlib.Path(sys.argv[1]), []
    for argument in sys.argv[2:]:
        name, _, capture = argument.rpartition("=")
        if not pathlib.Path(capture).is_file():
            sys.exit(f"there is no {capture}")
        ours = Source(name)
        ours.read(capture, True)
        sources.append(ours)
    projects = {}
    wanted = {w for *_, w in SERVICES.values()}
    lines = sorted(csv.DictReader(open(data / "manifest.csv")), key=lambda line: float(line["start_epoch"] or 0))
    for line in lines:
        spoken = {p.split(":")[0]: int(p.split(":")[1]) for p in line["protocols"].split() if ":" in p}
        if not any(spoken.get(w, 0) >= ENOUGH for w in wanted) or float(line["duration_s"] or 0) > 1e7:
            continue
        name = line["repo"].split("/")[-1] + (" (" + line["group"].split("-")[0] + ")" if line["group"].startswith("it-") else "")
        project = projects.setdefault(name, Source(name))
        project.read(data / line["file"], line["group"].startswith("longterm"))
    report(sources + list(projects.values()))


main()
