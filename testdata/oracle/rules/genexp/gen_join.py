"""join of a generator."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return ",".join(str(x) for x in vals)


def rule(event):
    v = value(event)
    return len(v) > 6


def title(event):
    return f"{value(event)!r}"
