"""On a null field."""


def value(event):
    return event.get("eventName").startswith("Create")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
