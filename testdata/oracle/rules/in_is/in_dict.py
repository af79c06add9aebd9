"""Keys, not values."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return "owner" in params or "userName" in params


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
