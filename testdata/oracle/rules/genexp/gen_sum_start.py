"""A start of another type."""


def value(event):
    c = event.get("count", 5)
    return sum([[1], [c]], []) + [sum((x for x in [1, 2]), 10)]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
