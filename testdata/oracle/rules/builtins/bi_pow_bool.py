"""Pow and bool arithmetic."""


def value(event):
    c = event.get("count", 5)
    return [pow(2, c), pow(True, 2), pow(2.0, 3)] if c < 100 else [0]


def rule(event):
    v = value(event)
    return v[0] > 32


def title(event):
    return f"{value(event)!r}"
