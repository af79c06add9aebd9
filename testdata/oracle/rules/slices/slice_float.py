"""A float is no index."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s[:event.get("ratio", 3)] if event.get("ratio") else s[:3]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
