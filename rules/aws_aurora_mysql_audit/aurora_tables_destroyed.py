"""A database was dropped, or ten tables dropped or emptied by one user within an hour."""

import re

GONE = re.compile(r"^\s*(drop\s+(database|schema|table)|truncate(\s+table)?)\b", re.IGNORECASE)


def what(event):
    found = GONE.search(str(event.get("object") or ""))
    return " ".join(found.group(1).lower().split()) if found else ""


def rule(event):
    if event.get("operation") != "QUERY" or event.get("username") == "rdsadmin" or event.get("retcode") != 0:
        return False
    return bool(what(event))


def title(event):
    return f"{event.get('username')} drops or empties tables of database {event.get('serverhost')}"


def dedup(event):
    return f"{event.get('serverhost')} {event.get('username')}"


def severity(event):
    return "CRITICAL" if what(event) in ("drop database", "drop schema") else "HIGH"


def alert_context(event):
    keys = ("serverhost", "database", "username", "host", "operation", "object", "retcode", "connectionid")
    return {key: event.get(key) for key in keys}
