"""Closures see the last value."""


def value(event):
    c = event.get("count", 5)
    return [f() for f in [lambda: i for i in range(3)]] + [f() for f in [lambda i=i: i for i in range(3)]] + [c]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
