"""The second argument must be a class."""


def value(event):
    c = event.get("count", 5)
    return isinstance(c, event.get("flag", int))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
