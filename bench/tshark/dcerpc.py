"""DCE/RPC over TCP, UDP and within SMB pipes."""
DISPLAY = "dcerpc && !icmp"
ONE = "dcerpc.ver"
FIELDS = {
    "type": "dcerpc.pkt_type", "call": "dcerpc.cn_call_id", "context": "dcerpc.cn_ctx_id", "opnum": "dcerpc.opnum", "sequence": "dcerpc.dg_seqnum",
    "group": "dcerpc.cn_assoc_group", "results": "dcerpc.cn_ack_result", "fault": "dcerpc.cn_status", "user": "ntlmssp.auth.username",
    "domain": "ntlmssp.auth.domain", "workstation": "ntlmssp.auth.hostname",
}
KNOWN = {
    "fragment": "a call is told with its first fragment, an answer with its last",
    "opnum only ours": "tshark ties no answer to a call whose bind it has not seen",
    "domain not said": "tshark writes NULL for an empty text",
    "user not said": "tshark writes NULL for an empty text",
    "workstation not said": "tshark writes NULL for an empty text",
    "answer without its call": "the number of an operation stands in the call; this one was not seen",
}


def part(ours, theirs):
    rest = list(theirs)
    return all(value in rest and not rest.remove(value) for value in ours)


def classify(name, frame, theirs, ours):
    if name == "messages":
        kinds = set(theirs.get("type", [])) - set(ours.get("type", []))
        return "fragment" if kinds <= {0, 2} and part(ours.get("call", []), theirs.get("call", [])) else None
    if name == "opnum" and not ours:
        return "answer without its call"
    if name in ("type", "call", "context", "opnum", "sequence") and part(ours, theirs):
        return "fragment"
    return None


def facts(said):
    if "type" not in said or said["protocol"] not in ("dcerpc", "opc", "pnio"):
        return None
    result = [(name, said.get(name)) for name in FIELDS if name not in ("user", "domain", "workstation")]
    if said["protocol"] == "opc":
        # Results of the items of a call, not of the contexts of a bind.
        result = [(name, value) for name, value in result if name != "results"]
    result.append(("context", said.get("contexts")))
    if said.get("ntlm_type") == 3:
        result += [(name, said.get(name)) for name in ("user", "domain", "workstation")]
    return result
