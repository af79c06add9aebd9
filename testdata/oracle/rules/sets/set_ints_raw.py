"""Small ints print in their hash order."""


def value(event):
    c = event.get("count", 5)
    return {5, 3, 1, 9, 33, 17, c or 7}


def rule(event):
    v = value(event)
    return len(v) > 6


def title(event):
    return f"{value(event)!r}"
