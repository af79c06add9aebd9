"""Enumerate, zip, map and filter inside."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [i for i, (a, b) in enumerate(zip(s, s[1:])) if a == b]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
