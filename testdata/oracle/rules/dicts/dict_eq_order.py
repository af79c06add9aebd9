"""Equality ignores order, repr does not."""


def value(event):
    c = event.get("count", 5)
    return ({"a": 1, "b": 2} == {"b": 2, "a": 1}, str({"b": 1, "a": c}))


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
