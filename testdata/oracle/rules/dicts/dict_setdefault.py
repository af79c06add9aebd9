"""Setdefault returns what is there."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return (params.setdefault("owner", []), params.setdefault("seen", []), params)[:2]


def rule(event):
    v = value(event)
    return v[0] != []


def title(event):
    return f"{value(event)!r}"
