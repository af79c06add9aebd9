"""any over a nested comprehension."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return any(any(y == 3 for y in x) if isinstance(x, list) else x == 3 for x in vals)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
