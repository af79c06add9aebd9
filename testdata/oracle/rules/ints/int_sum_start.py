"""sum starts at 0, so str raises."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return sum(vals)


def rule(event):
    v = value(event)
    return v > 5


def title(event):
    return f"{value(event)!r}"
