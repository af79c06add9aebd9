"""A str inside a container is its repr."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return f"{[s, 1, 1.0, None, True]} {(s,)} {{'k': s}} { {'k': s} } {{1}}"


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return len(s) > 11


def title(event):
    return f"{value(event)!r}"
