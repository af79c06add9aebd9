"""Result too large for a float."""


def value(event):
    c = event.get("count", 5)
    return 10 ** 400 / (c * 10 ** 380)


def rule(event):
    v = value(event)
    return v > 1


def title(event):
    return f"{value(event)!r}"
