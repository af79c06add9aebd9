"""Extend by a str adds characters, by None raises."""


def value(event):
    return (lambda out: out.extend(event.get("name")) or out)(["x"])


def rule(event):
    v = value(event)
    return len(v) > 5


def title(event):
    return f"{value(event)!r}"
