"""What tshark reads of a capture: its messages in order, each with its facts. Used by compare-tshark.py.

tshark prints its tree as PDML, one element a line. A node is one protocol of that tree with the fields that stand in it, without those of
protocols within it.
"""
import collections
import os
import re
import subprocess

LAYERS = "mbtcp modbus s7comm enip cip cipcm cippccc dnp3 dns"
DISPLAY = "mbtcp || modbus || s7comm || enip || cip || dnp3 || (dns && !mdns && !llmnr)"
ELEMENT = re.compile(r'\s*<(/?)(proto|field|packet)(?: name="([^"]*)")?(?:.*? showname="([^"]*)")?(.*)')
SHOW = re.compile(r' show="([^"]*)"')
MULTIPLE = 0x0A
CONNECTION_MANAGER_SERVICES = (0x4E, 0x52, 0x54, 0x56, 0x57, 0x5A, 0x5B)
BLOCKS = {"08": "OB", "09": "CMOD", "0A": "DB", "0B": "SDB", "0C": "FC", "0D": "SFC", "0E": "FB", "0F": "SFB"}
PORTS = re.compile(r"Src Port: (\d+), Dst Port: (\d+)")

Message = collections.namedtuple("Message", "frame protocol facts traits")


class Node:
    def __init__(self, name, title):
        self.name, self.title, self.fields, self.children = name, title, [], []

    def all(self, name):
        return [show for field, show in self.fields if field == name]

    def first(self, name):
        for field, show in self.fields:
            if field == name:
                return show
        return None

    def number(self, name):
        return number(self.first(name))

    def numbers(self, name):
        return [number(show) for show in self.all(name)]


def number(text):
    if text is None:
        return None
    try:
        return int(str(text), 0)
    except ValueError:
        return None


def unescape(text):
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def packets(capture, ports):
    """Yields (frame, top-level nodes in order) for each packet that DISPLAY lets through."""
    command = ["tshark", "-n", "-2", "-r", capture, "-Y", DISPLAY, "-J", LAYERS, "-T", "pdml"]
    for option in ports:
        command += ["-d", option]
    environment = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace", env=environment) as tshark:
        frame, top, open_nodes = 0, [], []
        for line in tshark.stdout:
            found = ELEMENT.match(line)
            if not found:
                continue
            closing, kind, name, title, rest = found.groups()
            if kind == "packet":
                if closing:
                    yield frame, top
                frame, top, open_nodes = 0, [], []
            elif kind == "proto":
                if closing:
                    open_nodes.pop()
                    continue
                node = Node(name, title or "")
                (open_nodes[-1].children if open_nodes else top).append(node)
                open_nodes.append(node)
            elif name and open_nodes:
                show = SHOW.search(line)
                if show:
                    if name == "num" and open_nodes[-1].name == "geninfo":
                        frame = int(show.group(1))
                    open_nodes[-1].fields.append((name, unescape(show.group(1))))


def frames(capture, display):
    """Numbers of the frames that a display filter lets through."""
    run = subprocess.run(["tshark", "-n", "-2", "-r", capture, "-Y", display, "-T", "fields", "-e", "frame.number"],
                         capture_output=True, text=True, check=False)
    return {int(line) for line in run.stdout.split()}


def walk(nodes):
    for node in nodes:
        yield node
        yield from walk(node.children)


def messages(capture, ports=()):
    """Messages of a capture in tshark's order. What an ICMP error quotes was not said by anyone and is left out."""
    for frame, top in packets(capture, ports):
        broken = any(node.name in ("_ws.malformed", "_ws.short") for node in walk(top))
        source, destination, header, envelope, outer, found = 0, 0, None, None, None, []
        for node in walk(top):
            if node.name in ("icmp", "icmpv6"):
                break
            if node.name in ("tcp", "udp"):
                ports_named = PORTS.search(node.title)
                if ports_named:
                    source, destination = int(ports_named.group(1)), int(ports_named.group(2))
            if node.name == "mbtcp":
                header = node
            if node.name == "cipcm" and outer and any(child.name == "cip" for child in walk(node.children)):
                outer.traits.add("wrapper")
            reader = READERS.get(node.name)
            if not reader:
                continue
            traits = {"malformed"} if broken else set()
            facts = reader(node, header, source, destination, traits)
            if facts is None:
                continue
            if node.name == "cip" and envelope:
                envelope.traits.add("carries cip")
                facts["command"], facts["session"] = envelope.facts.get("command"), envelope.facts.get("session")
            message = Message(frame, node.name, {name: value for name, value in facts.items() if value is not None}, traits)
            found.append(message)
            envelope = message if node.name == "enip" else envelope
            if "unconnected send" in traits or facts.get("service") == MULTIPLE:
                outer = message
        yield from found


def modbus(node, header, source, destination, traits):
    if header is None:
        return None
    function = node.number("modbus.func_code")
    exception = node.number("modbus.exception_code")
    # tshark tells questions from answers by the port; without it, by whether it found the question.
    answer = int(source == 502 or destination != 502 and node.first("modbus.request_frame") is not None)
    if source == destination == 502:
        answer = None
    facts = {"transaction": header.number("mbtcp.trans_id"), "unit": header.number("mbtcp.unit_id"), "answer": answer,
             "function": function, "exception": exception}
    if exception is not None:
        return facts
    facts["address"] = node.number("modbus.write_reference_num" if function == 23 else "modbus.reference_num")
    facts["quantity"] = node.number({23: "modbus.write_word_cnt", 1: "modbus.bit_cnt", 2: "modbus.bit_cnt", 15: "modbus.bit_cnt"}
                                    .get(function, "modbus.word_cnt"))
    if function in (20, 21):
        facts["address"] = facts["quantity"] = None
        facts["records"] = list(zip(node.numbers("modbus.reference_num_32"), node.numbers("modbus.reference_num"),
                                    node.numbers("modbus.word_cnt"))) or None
    facts["read_address"] = node.number("modbus.read_reference_num")
    facts["read_quantity"] = node.number("modbus.read_word_cnt")
    facts["and_mask"], facts["or_mask"] = node.number("modbus.and_mask"), node.number("modbus.or_mask")
    facts["sub_function"] = node.number("modbus.diagnostic_code")
    facts["mei_type"], facts["read_device_id"] = node.number("modbus.mei"), node.number("modbus.read_device_id")
    facts["objects"] = node.all("modbus.object_str_value") or None
    registers, bits = node.numbers("modbus.regval_uint16"), node.numbers("modbus.bitval")
    if answer and function in (3, 4, 23) and registers:
        facts["values"] = registers
        if node.first("modbus.request_frame") is not None:
            facts["first_register"] = node.number("modbus.regnum16")
    if answer and function in (1, 2) and bits:
        facts["values"] = bits
    if not answer and function == 16 and registers:
        facts["values"] = registers
    return facts


def s7comm(node, header, source, destination, traits):
    kind = node.number("s7comm.header.rosctr")
    facts = {"type": kind, "reference": node.number("s7comm.header.pduref")}
    if kind == 7:
        facts["group"] = node.number("s7comm.param.userdata.funcgroup")
        facts["function"] = node.number("s7comm.param.userdata.subfunc")
        facts["sequence"] = node.number("s7comm.param.userdata.seq_num")
        facts["answer"] = {4: 0, 7: 0, 8: 1, 11: 1}.get(node.number("s7comm.param.userdata.type"))
        facts["error"] = node.number("s7comm.param.errcod") or None
        facts["szl"] = szl(node)
        if facts["group"] == 3 and facts["function"] == 3:
            facts["block"] = block_asked(node)
    else:
        facts["function"] = node.number("s7comm.param.func")
        facts["answer"] = int(kind in (2, 3))
        facts["error"] = (node.number("s7comm.header.errcls") or 0) << 8 | (node.number("s7comm.header.errcod") or 0) or None
        facts["pdu_bytes"] = node.number("s7comm.param.pdu_length")
        if facts["function"] in (4, 5):
            facts["count"] = node.number("s7comm.param.itemcount")
        facts["service"] = node.first("s7comm.param.pistart.servicename")
        facts["block"] = block_named(node)
    facts["items"] = s7_items(node)
    if kind == 3:
        facts["refused"] = [index + 1 for index, code in enumerate(node.numbers("s7comm.data.returncode")) if code != 0xFF] or None
    return facts


def szl(node):
    number_of, index = node.number("s7comm.data.userdata.szl_id"), node.number("s7comm.data.userdata.szl_index")
    return None if number_of is None or index is None else (number_of, index)


def block_named(node):
    """Type and number of the block that a transfer names."""
    return block(node.first("s7comm.data.blockcontrol.block_type"), node.first("s7comm.data.blockcontrol.block_number"))


def block_asked(node):
    return block(node.first("s7comm.blockinfo.blocktype"), node.first("s7comm.data.blockinfo.block_number"))


def block(kind, digits):
    return (BLOCKS.get(kind, kind), int(digits)) if kind and digits and digits.isdigit() else None


def s7_items(node):
    """Area, data block, byte, bit, transport size and count of each variable asked for by address (syntax S7ANY)."""
    items, item = [], None
    for name, show in node.fields:
        if name == "s7comm.param.item":
            item = {}
            items.append(item)
        elif item is not None and name.startswith("s7comm.param.item."):
            item.setdefault(name[len("s7comm.param.item."):], number(show))
    result = []
    for item in items:
        if item.get("syntaxid") != 0x10 or "area" not in item or "address" not in item:
            result.append(None)
            continue
        area, address = item["area"], item["address"]
        by_number = 0x1C <= area <= 0x1F
        result.append((area, item.get("db", 0) if area in (0x84, 0x85) else 0, address if by_number else address // 8,
                       0 if by_number else address % 8, item.get("transp_size"), item.get("length")))
    return result if any(result) else None


def enip(node, header, source, destination, traits):
    command = node.number("enip.command")
    if command is None:
        if node.first("enip.cpf.sai.connid") is None:
            return None
        traits.add("io")
        return {"connection": node.number("enip.cpf.sai.connid"), "sequence": node.number("enip.cpf.sai.seq")}
    return {"command": command, "session": node.number("enip.session"), "status": node.number("enip.status")}


def cip(node, header, source, destination, traits):
    service, answer = node.number("cip.sc"), node.number("cip.rr")
    if service is None:
        return None
    facts = {"service": service, "answer": answer, "general_status": node.number("cip.genstat") if answer else None}
    inner = [child for child in walk(node.children) if child.name == "cip"]
    if service == MULTIPLE and inner:
        traits.add("wrapper")
    # Attributes asked for in a list have the same name as one in the path.
    path = [field for before, field in zip(node.fields, node.fields[1:]) if before[0] == "cip.logical_segment.format"]
    for fact in ("class", "instance", "attribute"):
        values = [number(show) for name, show in path if name == "cip." + fact]
        facts[fact] = values[-1] if values else None
    facts["symbol"] = ".".join(node.all("cip.symbol")) or None
    if answer and facts["class"] == 6 and service not in CONNECTION_MANAGER_SERVICES:
        traits.add("answer to unconnected send")
    if service == 0x52 and facts["class"] == 6:
        traits.add("unconnected send")
    if service == 0x4B and facts["class"] == 0x67:
        traits.add("pccc")
    return facts


def dnp3(node, header, source, destination, traits):
    function = node.number("dnp3.al.func")
    facts = {"source": node.number("dnp3.src"), "destination": node.number("dnp3.dst"), "function": function}
    if any(name.endswith("CRC.status") and show == "0" for name, show in node.fields):
        traits.add("check")
    if function is None:
        control = node.number("dnp3.ctl")
        if control is None:
            return None
        primary = control & 0x40
        if primary and control & 15 in (3, 4):
            traits.add("segment")
        facts["link_function"] = control & 15
        return facts
    if node.number("dnp3.tr.fir") and (node.number("dnp3.al.fragment.count") or 1) > 1:
        traits.add("joined")
    facts["sequence"], facts["unsolicited"] = node.number("dnp3.al.seq"), node.number("dnp3.al.uns")
    facts["first"], facts["final"] = node.number("dnp3.al.fir"), node.number("dnp3.al.fin")
    facts["iin"] = node.number("dnp3.al.iin")
    facts["objects"] = dnp3_objects(node)
    return facts


def dnp3_objects(node):
    """Group, variation and the indices of each object header: a range, a list, or how many."""
    objects, one = [], None
    for name, show in node.fields:
        if name == "dnp3.al.obj":
            value = number(show)
            one = {"object": (value >> 8, value & 255), "indices": []}
            objects.append(one)
        elif one is None:
            continue
        elif name == "dnp3.al.range.start":
            one["start"] = number(show)
        elif name == "dnp3.al.range.stop":
            one["stop"] = number(show)
        elif name == "dnp3.al.range.quantity":
            one["quantity"] = number(show)
        elif name == "dnp3.al.index":
            one["indices"].append(number(show))
    result = []
    for one in objects:
        if "start" in one and "stop" in one:
            points = (one["start"], one["stop"])
        elif "quantity" in one:
            points = one["indices"] or one["quantity"]
        else:
            points = None
        result.append((one["object"], points))
    return result or None


def dns(node, header, source, destination, traits):
    if source in (5353, 5355) or destination in (5353, 5355) or node.first("dns.id") is None:
        return None
    flags = node.number("dns.flags")
    update = flags is not None and flags >> 11 & 15 == 5
    names = [name.lower() for name in node.all("dns.qry.name")]
    return {"id": node.number("dns.id"), "flags": flags,
            "name": "." if names and names[0] == "<root>" else names[0] if names else None, "type": node.number("dns.qry.type"),
            "questions": node.number("dns.count.zones" if update else "dns.count.queries"),
            "answers": node.number("dns.count.prerequisites" if update else "dns.count.answers"),
            "authorities": node.number("dns.count.updates" if update else "dns.count.auth_rr"),
            "additionals": node.number("dns.count.add_rr")}


READERS = {"modbus": modbus, "s7comm": s7comm, "enip": enip, "cip": cip, "dnp3": dnp3, "dns": dns}
