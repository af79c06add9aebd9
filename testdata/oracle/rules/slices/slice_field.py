"""An end from the event."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s[:event.get("count", 2)]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
