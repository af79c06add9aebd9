"""Twenty logins to a database failed from one host within an hour."""

# Access denied, with and without a password.
DENIED = (1045, 1698)


def rule(event):
    if event.get("username") == "rdsadmin" or not event.get("host"):
        return False
    if event.get("operation") == "FAILED_CONNECT":
        return True
    return event.get("operation") == "CONNECT" and event.get("retcode") in DENIED


def title(event):
    return f"many failed logins to database {event.get('serverhost')} from {event.get('host')}"


def dedup(event):
    return f"{event.get('serverhost')} {event.get('host')}"


def alert_context(event):
    keys = ("serverhost", "database", "username", "host", "operation", "object", "retcode", "connectionid")
    return {key: event.get(key) for key in keys}
