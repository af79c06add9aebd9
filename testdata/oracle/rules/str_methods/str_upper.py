"""One character may become three."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.upper()


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return v != s


def title(event):
    return f"{value(event)!r}"
