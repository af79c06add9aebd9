"""Big and float values in a list."""


def value(event):
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    return f"{[c, r, 2 ** 70, 1e100, -0.0]} {(1,)} {()} {[]} { {} } {set()}"


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
