"""bool is an int."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    return [isinstance(c, int), isinstance(event.get("flag"), int), isinstance(r, float), isinstance(s, str)]


def rule(event):
    v = value(event)
    return bool(v[1])


def title(event):
    return f"{value(event)!r}"
