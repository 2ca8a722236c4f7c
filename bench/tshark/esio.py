"""SAIA Ether-S-I/O: header, transfers with their octets, status."""
DISPLAY = "esio"
ONE = None
FIELDS = {
    "type": "esio.type", "version": "esio.vers", "length": "esio.len", "transaction": "esio.transaction_id", "station": "esio.src_stn_id",
    "telegram": "esio.transfer.tlg_id", "count": "esio.data.nbr", "transfer": "esio.data.transfer_id", "destination": "esio.data.destination_id",
    "octet": "esio.data", "status_type": "esio.sts.type", "status": "esio.sts.rio_sts", "lost": "esio.sts.rio_lost_tlg",
    "diagnostics": "esio.sts.rio_diag", "flags": "esio.sts.rio_flags", "transfer_flags": "esio.data.flags",
}
KNOWN = {"transfer behind the first": "of the transfers of a telegram tshark shows the first only"}


def classify(name, frame, theirs, ours):
    return "transfer behind the first" if name in ("transfer", "destination", "octet") and theirs and ours[: len(theirs)] == theirs else None


def facts(said):
    if said["protocol"] != "esio":
        return None
    found = [(name, said[name]) for name in FIELDS if name in said and name != "flags"]
    found.append(("flags" if said["type"] == 2 else "transfer_flags", said.get("flags")))
    found += [("transfer", one) for one in said.get("transfers", [])] + [("destination", one) for one in said.get("destinations", [])]
    return found + [("octet", list(bytes.fromhex("".join(said.get("data", [])))))]
