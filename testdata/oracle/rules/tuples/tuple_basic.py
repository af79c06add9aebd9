"""Concatenation, repetition, index, count."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return ((1, 2) + (c,), (s,) * 2, (1, 2, 1).count(1), (3, c).index(c), (1, 2)[-1])


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
