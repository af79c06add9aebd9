"""Type(None)."""


def value(event):
    return isinstance(event.get("name"), type(None))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
