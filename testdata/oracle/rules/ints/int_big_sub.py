"""Exact big integers."""


def value(event):
    c = event.get("count", 5)
    return (c - 2 ** 64, c + 2 ** 63, -c - 1)


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return bool(v[0] < 0 and c != 5)


def title(event):
    return f"{value(event)!r}"
