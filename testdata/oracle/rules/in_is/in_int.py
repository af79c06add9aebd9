"""An int is not iterable."""


def value(event):
    return 1 in event.get("count", [1])


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
