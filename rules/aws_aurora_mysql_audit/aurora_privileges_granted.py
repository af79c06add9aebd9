"""A user was made, given wide rights, or a new password, by somebody who is not Aurora itself."""

import re

CHANGES = re.compile(
    r"^\s*(create\s+user|grant\s+all|grant\s+.*\bwith\s+grant\s+option|grant\s+.*\bon\s+\*\.\*|alter\s+user"
    r"|set\s+password)\b",
    re.IGNORECASE | re.DOTALL,
)


def change(event):
    found = CHANGES.search(str(event.get("object") or ""))
    return " ".join(found.group(1).lower().split()[:2]) if found else ""


def rule(event):
    if event.get("operation") != "QUERY" or event.get("username") == "rdsadmin" or event.get("retcode") != 0:
        return False
    return bool(change(event))


def title(event):
    return f"{event.get('username')} used {change(event)} on database {event.get('serverhost')}"


def dedup(event):
    return f"{event.get('serverhost')} {event.get('username')}"


def alert_context(event):
    keys = ("serverhost", "database", "username", "host", "operation", "object", "retcode", "connectionid")
    return {key: event.get(key) for key in keys}
