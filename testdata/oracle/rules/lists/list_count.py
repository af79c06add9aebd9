"""Count by equality: 1, True and 1.0."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    tags = event.get("tags", ["t", "u"])
    return [vals.count(1), vals.count(None), tags.count("a")]


def rule(event):
    v = value(event)
    return sum(v) > 0


def title(event):
    return f"{value(event)!r}"
