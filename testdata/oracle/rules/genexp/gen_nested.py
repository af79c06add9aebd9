"""A generator in a generator."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return sum(sum(y for y in (x, 1)) for x in vals if isinstance(x, int))


def rule(event):
    v = value(event)
    return v > 6


def title(event):
    return f"{value(event)!r}"
