"""EtherCAT: the header of each datagram, its working counter, and what stands in mailboxes."""
DISPLAY = "ecat"
ONE = "ecat.subframe.length"
FIELDS = {
    "command": "ecat.cmd", "index": "ecat.idx", "slave": "ecat.adp", "offset": "ecat.ado", "logical_address": "ecat.lad", "working_counter": "ecat.cnt",
    "mailbox": "ecat_mailbox.type", "service": "ecat_mailbox.coe.type", "sdo_index": "ecat_mailbox.coe.sdoidx", "subindex": "ecat_mailbox.coe.sdosub",
}
KNOWN = {
    "sdo_index only ours": "an answer to an SDO download that leaves out its four unused octets; tshark wants them",
    "subindex only ours": "the same answers",
}


def facts(said):
    return [(name, said.get(name)) for name in FIELDS] if said["protocol"] == "ethercat" else None
