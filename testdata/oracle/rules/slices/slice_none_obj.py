"""None has no slices."""


def value(event):
    return event.get("eventName")[:6]


def rule(event):
    v = value(event)
    return v == "Create"


def title(event):
    return f"{value(event)!r}"
