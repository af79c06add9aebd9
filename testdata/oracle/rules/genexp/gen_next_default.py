"""The first, or the default."""


def value(event):
    items = event.get("items") or []
    return next((i["k"] for i in items if i.get("v")), None)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
