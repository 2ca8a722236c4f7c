#!/usr/bin/env python3
"""Writes the samples of wire's tests as one capture, so that other programs can be asked what they read in them.

    bench/samples-pcap.py samples.pcap && bench/compare-fields.py all samples.pcap
    bench/samples-pcap.py --changed 60 changed.pcap && bench/compare-fields.py all changed.pcap --sound

Each sample is one message (wire/src/test/resources/samples, format in Sample.java) and gets a flow of its own: addresses of its own, over TCP a
handshake before it. Files are taken in the order of their names, one second apart. With --changed N each is followed by up to N copies of which one octet
among the first 400 is another, the same ones in every run.
"""
import argparse
import os
import random
import re
import struct
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SAMPLES = os.path.join(HOME, "wire", "src", "test", "resources", "samples")
CLIENT_PORT, SECOND_MICROS = 49152, 1_000_000
CHANGED_WITHIN, FLOWS_MAX = 400, 65535
ALL_ROUTERS, HSRP = bytes([224, 0, 0, 2]), 1985
# What a protocol between neighbours is sent to; bridges and programs read some only at these.
GROUPS = {0x4242: "0180c2000000", 0x8809: "0180c2000002", 0x888E: "0180c2000003", 0xAAAA: "01000ccccccc"}


def sample(path):
    """-> transport, port, from the client, bytes"""
    with open(path, encoding="utf-8") as text:
        lines = [line.split("#")[0].strip() for line in text]
    lines = [line for line in lines if line]
    transport, port, side = lines[0].split()
    return transport, int(port, 0), side == "client", bytes.fromhex(re.sub(r"\s", "", "".join(lines[1:])))


def total(data):
    """The checksum of the internet protocols."""
    data += b"\0" * (len(data) % 2)
    found = sum(struct.unpack(f">{len(data) // 2}H", data))
    while found >> 16:
        found = (found & 0xFFFF) + (found >> 16)
    return ~found & 0xFFFF


def ethernet(number, client, kind, payload):
    ends = [bytes.fromhex("0200000a") + struct.pack(">H", number), bytes.fromhex("0200000b") + struct.pack(">H", number)]
    if not client:
        ends.reverse()
    if kind in (0x4242, 0xAAAA):
        head = struct.pack(">H", len(payload))
    else:
        head = struct.pack(">H", kind)
    group = GROUPS.get(kind)
    frame = (bytes.fromhex(group) if group else ends[1]) + ends[0] + head + payload
    return frame + b"\0" * (60 - len(frame))


def ipv4(number, client, protocol, body, target=None):
    ends = [struct.pack(">BBH", 10, 1, number), target or struct.pack(">BBH", 10, 2, number)]
    if not client:
        ends.reverse()
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(body), number, 0, 64, protocol, 0) + ends[0] + ends[1]
    head = head[:10] + struct.pack(">H", total(head)) + head[12:]
    return ethernet(number, client, 0x0800, head + body)


def tcp(number, client, port, sequence, acknowledged, flags, body=b""):
    ports = (CLIENT_PORT, port) if client else (port, CLIENT_PORT)
    return ipv4(number, client, 6, struct.pack(">HHIIBBHHH", *ports, sequence, acknowledged, 0x50, flags, 65535, 0, 0) + body)


def frames(number, transport, port, client, body):
    if transport == "ethernet":
        return [ethernet(number, client, port, body)]
    if transport == "ip":
        return [ipv4(number, client, port, body)]
    if transport == "udp":
        ports = (CLIENT_PORT, port) if client else (port, CLIENT_PORT)
        return [ipv4(number, client, 17, struct.pack(">HHHH", *ports, 8 + len(body), 0) + body, ALL_ROUTERS if port == HSRP else None)]
    opening = [tcp(number, True, port, 100, 0, 0x02), tcp(number, False, port, 500, 101, 0x12), tcp(number, True, port, 101, 501, 0x10)]
    return opening + [tcp(number, client, port, 101 if client else 501, 501 if client else 101, 0x18, body)]


def changed(body, count, chance):
    """Copies of which one octet is another: any, the next, the one before, or one bit away."""
    for _ in range(count if body else 0):
        at = chance.randrange(min(len(body), CHANGED_WITHIN))
        old = body[at]
        new = chance.choice([chance.randrange(256), (old + 1) & 0xFF, (old - 1) & 0xFF, old ^ 1 << chance.randrange(8)])
        if new != old:
            yield body[:at] + bytes([new]) + body[at + 1:]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--changed", type=int, default=0, metavar="N", help="copies of each sample with one octet changed")
    arguments.add_argument("capture")
    chosen = arguments.parse_args()
    chance = random.Random(1)
    with open(chosen.capture, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        micros, number = 1_700_000_000 * SECOND_MICROS, 0
        for name in sorted(os.listdir(SAMPLES)):
            transport, port, client, body = sample(os.path.join(SAMPLES, name))
            for message in [body, *changed(body, chosen.changed, chance)]:
                micros, number = micros + SECOND_MICROS, number + 1
                if number > FLOWS_MAX:
                    sys.exit(f"more than {FLOWS_MAX} flows: fewer copies, please")
                for after, frame in enumerate(frames(number, transport, port, client, message)):
                    seconds, rest = divmod(micros + 1000 * after, SECOND_MICROS)
                    out.write(struct.pack("<IIII", seconds, rest, len(frame), len(frame)) + frame)


if __name__ == "__main__":
    main()
