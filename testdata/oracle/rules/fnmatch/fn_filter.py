"""The names that match."""

import fnmatch


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return fnmatch.filter(["CreateUser", "DeleteUser", "CreateRole", s], "Create*")


def rule(event):
    v = value(event)
    return len(v) > 2


def title(event):
    return f"{value(event)!r}"
