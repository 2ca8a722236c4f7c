"""Multicast DNS: header, questions, counts and answers, as in LLMNR."""
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import llmnr

DISPLAY = "mdns && !icmp && !icmpv6"
ONE = "dns.flags.opcode"
FIELDS = llmnr.FIELDS
KNOWN = dict(llmnr.KNOWN, **{"frame only postern": "content decides; tshark goes by the port"})


def facts(said):
    return llmnr.told(said) if said["protocol"] == "mdns" else None


classify = llmnr.classify
