"""Bases and prefixes."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [int("ff", 16), int("0x1F", 0), int("-0b101", 2), int("z", 36), int(s[:2] or "7", 16)]


def rule(event):
    v = value(event)
    return v[4] > 0


def title(event):
    return f"{value(event)!r}"
