"""Rows were written out of a database into files or S3, or tables dumped whole as `mysqldump` does it."""

import re

OUT = re.compile(r"\binto\s+(outfile|dumpfile)\b|/\*!40001\s+SQL_NO_CACHE\s*\*/", re.IGNORECASE)


def rule(event):
    if event.get("operation") != "QUERY" or event.get("username") == "rdsadmin" or event.get("retcode") != 0:
        return False
    return OUT.search(str(event.get("object") or "")) is not None


def title(event):
    whole = f"{event.get('serverhost')}/{event.get('database')}"
    return f"{event.get('username')} dumps database {whole} from {event.get('host')}"


def dedup(event):
    return f"{event.get('serverhost')} {event.get('username')} {event.get('host')}"


def alert_context(event):
    keys = ("serverhost", "database", "username", "host", "operation", "object", "retcode", "connectionid")
    return {key: event.get(key) for key in keys}
