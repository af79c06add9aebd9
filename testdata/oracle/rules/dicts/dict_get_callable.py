"""A dict of functions."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return {"a": str.upper, "b": str.lower}.get(s[:1], str.title)(s)


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return v != s


def title(event):
    return f"{value(event)!r}"
