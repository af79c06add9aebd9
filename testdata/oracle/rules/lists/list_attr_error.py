"""A list has no get."""


def value(event):
    return event.get("items", {"k": 1}).get("k")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
