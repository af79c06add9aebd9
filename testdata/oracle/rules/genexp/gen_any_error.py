"""An error in the middle."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return any(t.startswith("c") for t in tags)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
