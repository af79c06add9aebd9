"""Floats that equal ints are the same key."""


def value(event):
    r = event.get("ratio", 1.5)
    return {1: "a", 1.0: "b", True: "c", r: "d", 0.5: "e"}


def rule(event):
    v = value(event)
    return len(v) > 2


def title(event):
    return f"{value(event)!r}"
