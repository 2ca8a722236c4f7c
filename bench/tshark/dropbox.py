"""Discovery of Dropbox: the members of its object, in the order of the alphabet. tshark goes by the port, so only what it reads as JSON counts."""
DISPLAY = "db-lsp-disc && json"
ONE = None
FIELDS = {"member": "json.path_with_value"}
KNOWN = {}
NAMES = {"host": "host_int", "name": "displayname", "port": "port"}


def tidy(values):
    """As two copies may name the members in another order, both sides are sorted."""
    values["member"].sort(key=str)


def facts(said):
    if said["protocol"] != "dropbox":
        return None
    members = [f"/{name}:{said[ours]}" for ours, name in NAMES.items() if ours in said]
    members += [f"/version/[]:{number}" for number in said.get("version", "").split(".") if number]
    members += [f"/namespaces/[]:{number}" for number in said.get("namespaces", [])]
    return [("member", member) for member in sorted(member.lower() for member in members)]
