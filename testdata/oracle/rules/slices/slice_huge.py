"""Ends beyond any machine word."""


def value(event):
    c = event.get("count", 5)
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return vals[-(10 ** 30):10 ** 30][:c]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
