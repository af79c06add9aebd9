"""Beyond 64 bits."""


def value(event):
    c = event.get("count", 5)
    return c * 10 ** 20 + 1


def rule(event):
    v = value(event)
    return v > 10


def title(event):
    return f"{value(event)!r}"
