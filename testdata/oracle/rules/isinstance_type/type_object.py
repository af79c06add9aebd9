"""Every value is an object."""


def value(event):
    c = event.get("count", 5)
    return isinstance(c, object) and not isinstance(None, (int, str)) and c != 5


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
