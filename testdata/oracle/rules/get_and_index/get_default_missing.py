"""The default itself, of another type."""


def value(event):
    return event.get("absent", ["d"])


def rule(event):
    v = value(event)
    return bool(v == ["d"] and "name" in event)


def title(event):
    return f"{value(event)!r}"
