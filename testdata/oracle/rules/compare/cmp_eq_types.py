"""True == 1 == 1.0, but not "1"."""


def value(event):
    c = event.get("count", 5)
    return [c == 1, c == 1.0, c == True, c == "1", c == [1]]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return bool(any(v) or c is None)


def title(event):
    return f"{value(event)!r}"
