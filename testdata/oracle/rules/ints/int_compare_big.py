"""Sorting of mixed numbers."""


def value(event):
    c = event.get("count", 5)
    return sorted([c, 2 ** 64, 1e18, -(2 ** 65), 0.5, True])


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
