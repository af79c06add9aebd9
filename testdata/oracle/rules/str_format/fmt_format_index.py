"""A missing index."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return "{} {}".format(*vals)


def rule(event):
    v = value(event)
    return len(v) > 3


def title(event):
    return f"{value(event)!r}"
