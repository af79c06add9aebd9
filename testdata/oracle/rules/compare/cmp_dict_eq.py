"""The order of keys does not matter, 1 == 1.0 in values."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return params == {"level": 2.0, "owner": "ann", "labels": {"env": "prod"}} or params == {}


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    v = value(event)
    return bool(v or "userName" in params)


def title(event):
    return f"{value(event)!r}"
