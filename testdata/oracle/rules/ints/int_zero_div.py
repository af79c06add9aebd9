"""Division by a field."""


def value(event):
    return 100 / event.get("count", 4)


def rule(event):
    v = value(event)
    return v != 25.0


def title(event):
    return f"{value(event)!r}"
