"""0 to a negative power."""


def value(event):
    c = event.get("count", 5)
    return c ** -2


def rule(event):
    v = value(event)
    return v < 1


def title(event):
    return f"{value(event)!r}"
