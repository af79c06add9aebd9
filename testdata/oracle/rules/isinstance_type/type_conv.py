"""Conversions by a chosen class."""


def value(event):
    r = event.get("ratio", 1.5)
    return [t(r) for t in (int, str, bool, float)]


def rule(event):
    v = value(event)
    return v[0] != 1


def title(event):
    return f"{value(event)!r}"
