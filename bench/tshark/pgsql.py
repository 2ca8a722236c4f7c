"""PostgreSQL: login, states of errors."""
DISPLAY = "pgsql"
ONE = None
FIELDS = {
    "pgsql.sql_state": "pgsql.code", "pgsql.error_text": "pgsql.message",
}
KNOWN = {}


def facts(said):
    if said["protocol"] not in ("pgsql",):
        return None
    named = ((f"{said['protocol']}.{name}", value) for name, value in said.items())
    return [(name, value) for name, value in named if name in FIELDS]
