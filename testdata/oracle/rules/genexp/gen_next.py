"""The first, or StopIteration."""


def value(event):
    items = event.get("items") or []
    return next(i for i in items if i.get("k") == "x")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
