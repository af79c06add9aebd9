"""Sorting fails on the first mixed pair."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return sorted(vals)


def rule(event):
    v = value(event)
    return len(v) > 1


def title(event):
    return f"{value(event)!r}"
