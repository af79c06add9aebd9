"""index raises ValueError."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.index("o")


def rule(event):
    v = value(event)
    return v > 1


def title(event):
    return f"{value(event)!r}"
