"""A method of an int or list."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return event.get("count", "x").lower() if event.get("name") else s.lower()


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
