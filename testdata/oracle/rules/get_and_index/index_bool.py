"""True is the index 1."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return vals[True]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
