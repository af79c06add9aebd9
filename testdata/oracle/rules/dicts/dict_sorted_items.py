"""Sorted by key, by value."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return [sorted(params), sorted(params.items(), key=lambda kv: str(kv[1]))]


def rule(event):
    v = value(event)
    return len(v[0]) > 1


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
