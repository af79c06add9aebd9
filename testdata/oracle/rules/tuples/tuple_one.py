"""The one-element tuple prints its comma."""


def value(event):
    c = event.get("count", 5)
    return str((c,)) + repr(()) + str((1, (2, 3)))


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
