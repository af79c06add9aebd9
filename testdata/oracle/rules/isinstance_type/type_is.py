"""Type() is."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    params = event.get("requestParameters") or event.get("meta") or {}
    c = event.get("count", 5)
    return (type(c) is int, type(c) == float, type(params) is dict, type(s) != str)


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return bool(v[1] or not v[0] or c == 3)


def title(event):
    return f"{value(event)!r}"
