"""LDAP and connectionless LDAP: ids, operations, names, scopes, results, against tshark."""

DISPLAY = "ldap.messageID"
DECODE_AS = []
ONE = "ldap.LDAPMessage_element"
FIELDS = {
    "message_id": "ldap.messageID",
    "op": "ldap.protocolOp",
    "base": "ldap.baseObject",
    "scope": "ldap.scope",
    "size_limit": "ldap.sizeLimit",
    "name": "ldap.name",
    "mechanism": "ldap.mechanism",
    "entry": "ldap.objectName",
    "result": "ldap.resultCode",
    "host_name": "mscldap.hostname",
}
KNOWN = {"host_name only ours": "the answer to a search for a domain controller, which tshark opens only behind that search"}


def facts(said):
    if said.get("protocol") not in ("ldap", "cldap") or said["operation"] == "sealed":
        return None
    found = [(name, said[name]) for name in ("message_id", "op", "base", "scope", "size_limit", "mechanism", "result") if name in said]
    if said["op"] == 0:
        found.append(("name", said["name"]))
    if said["op"] == 4:
        found.append(("entry", said["object"]))
        if "domain_guid" in said:
            found.append(("host_name", said["host_name"]))
    return [(name, value) for name, value in found if value != ""]
