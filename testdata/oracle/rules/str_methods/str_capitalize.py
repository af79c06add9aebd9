"""The first is title case, the rest lower."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.capitalize()


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return v != s


def title(event):
    return f"{value(event)!r}"
