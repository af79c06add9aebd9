"""A tuple of prefixes."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.startswith(("Create", "the", "Con"))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
