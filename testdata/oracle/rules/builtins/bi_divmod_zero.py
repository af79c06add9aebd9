"""Divmod by zero."""


def value(event):
    c = event.get("count", 5)
    return divmod(10, c)


def rule(event):
    v = value(event)
    return v[0] > 2


def title(event):
    return f"{value(event)!r}"
