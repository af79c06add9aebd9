"""Precision is not allowed for an int."""


def value(event):
    c = event.get("count", 5)
    return f"{c:.2}"


def rule(event):
    v = value(event)
    return len(v) > 2


def title(event):
    return f"{value(event)!r}"
