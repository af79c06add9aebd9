"""Shortest repr, exponents from 1e16 and below 1e-4."""


def value(event):
    r = event.get("ratio", 1.5)
    return [r, 1e16, 1e15, 123456789012345.6, 1e-4, 1e-5, 0.1 + 0.2, 1e22, 1e23, 5e-324]


def rule(event):
    r = event.get("ratio", 1.5)
    v = value(event)
    return r > 0


def title(event):
    return f"{value(event)!r}"
