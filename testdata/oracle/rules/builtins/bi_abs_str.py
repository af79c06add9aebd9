"""Abs(str) raises."""


def value(event):
    return abs(event.get("ratio") or event.get("name") or -3)


def rule(event):
    v = value(event)
    return v != 3


def title(event):
    return f"{value(event)!r}"
