"""Star in displays and calls."""


def value(event):
    c = event.get("count", 5)
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    tags = event.get("tags", ["t", "u"])
    return [*vals, *tags, *"ab", c]


def rule(event):
    v = value(event)
    return len(v) > 8


def title(event):
    return f"{value(event)!r}"
