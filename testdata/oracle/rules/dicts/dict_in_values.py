"""A value in the values."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return "ann" in params.values() or "bob" in params.values()


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
