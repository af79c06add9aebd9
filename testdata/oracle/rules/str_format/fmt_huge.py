"""A title over 1000 characters is cut."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s * 100


def rule(event):
    v = value(event)
    return len(v) > 1200


def title(event):
    return f"{value(event)!r}"
