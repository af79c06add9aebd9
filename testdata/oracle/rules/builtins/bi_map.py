"""Map with two iterables and a lambda."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    tags = event.get("tags", ["t", "u"])
    return list(map(lambda a, b: (b, a), vals, tags))


def rule(event):
    v = value(event)
    return len(v) > 2


def title(event):
    return f"{value(event)!r}"
