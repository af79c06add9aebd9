"""Sort by length then by value."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return sorted(s.split(), key=lambda w: (len(w), w))


def rule(event):
    v = value(event)
    return len(v) > 1


def title(event):
    return f"{value(event)!r}"
