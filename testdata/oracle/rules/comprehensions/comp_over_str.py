"""A str where a list was expected gives characters."""


def value(event):
    return [t.upper() for t in event.get("tags") or "xyz"]


def rule(event):
    v = value(event)
    return len(v) != 3


def title(event):
    return f"{value(event)!r}"
