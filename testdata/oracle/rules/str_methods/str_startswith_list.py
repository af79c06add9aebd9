"""A list of prefixes raises TypeError."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    tags = event.get("tags", ["t", "u"])
    return s.startswith(tags)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
