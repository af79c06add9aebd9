"""Order is insertion order."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return list(params.items())[:2]


def rule(event):
    v = value(event)
    return len(v) > 1


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
