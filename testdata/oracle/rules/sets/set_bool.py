"""The empty set is false."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return (bool(set()), bool({0}), not set(tags))


def rule(event):
    tags = event.get("tags", ["t", "u"])
    v = value(event)
    return bool(v[2] or len(tags) == 3)


def title(event):
    return f"{value(event)!r}"
