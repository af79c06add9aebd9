"""Enumerate with a start."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return list(enumerate(tags, 5))


def rule(event):
    v = value(event)
    return len(v) > 2


def title(event):
    return f"{value(event)!r}"
