"""A constant set with an unhashable event value."""


def value(event):
    return event.get("count", 3) in {1, 2, 3, "x", None}


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
