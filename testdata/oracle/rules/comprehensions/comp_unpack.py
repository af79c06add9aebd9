"""Pairs unpacked."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [k for k, *rest in [("a", 1, 2), ("b",), s[:2] or "zz"]]


def rule(event):
    v = value(event)
    return v[2] != "C"


def title(event):
    return f"{value(event)!r}"
