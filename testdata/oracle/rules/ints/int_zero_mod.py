"""Modulo by zero, int and float have other messages."""


def value(event):
    return [10 % event.get("count", 3), 1]


def rule(event):
    v = value(event)
    return v[0] >= 0


def title(event):
    return f"{value(event)!r}"
