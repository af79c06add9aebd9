"""is not None."""


def value(event):
    return event.get("name") is not None


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
