"""Inf and nan print so."""


def value(event):
    r = event.get("ratio", 1.5)
    return (float("inf"), float("-inf"), float("nan"), r * 1e308 * 10)


def rule(event):
    r = event.get("ratio", 1.5)
    v = value(event)
    return r != 1.5


def title(event):
    return f"{value(event)!r}"
