"""Not in."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return "x" not in tags


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
