"""A list is built before all() sees it."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return all([t.upper() for t in tags])


def rule(event):
    tags = event.get("tags", ["t", "u"])
    v = value(event)
    return bool(v and len(tags) != 2)


def title(event):
    return f"{value(event)!r}"
