"""Element by element, then by length."""


def value(event):
    c = event.get("count", 5)
    return ((1, 2) < (1, 2, 0), (c, 0) < (3, 1), (1,) == (1.0,), () < (0,))


def rule(event):
    v = value(event)
    return bool(v[1])


def title(event):
    return f"{value(event)!r}"
