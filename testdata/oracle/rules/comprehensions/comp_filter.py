"""A condition that may raise."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return [x for x in vals if x > 1]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
