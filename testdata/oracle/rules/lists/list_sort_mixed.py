"""Bools, ints and floats sort together."""


def value(event):
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    return sorted([c, r, True, 0, -1.5])


def rule(event):
    v = value(event)
    return v[0] == -1.5


def title(event):
    return f"{value(event)!r}"
