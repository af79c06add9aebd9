"""Key function, the first of equals."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return min(tags, key=lambda t: len(t))


def rule(event):
    v = value(event)
    return len(v) < 5


def title(event):
    return f"{value(event)!r}"
