"""A null field raises TypeError."""

import fnmatch


def value(event):
    return fnmatch.fnmatch(event.get("eventName"), "Create*")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
