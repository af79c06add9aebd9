"""any over names in a text."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return any(word in s for word in ("Create", "quick", "Stop", "man"))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
