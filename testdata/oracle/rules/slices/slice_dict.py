"""A dict has no slices."""


def value(event):
    return event.get("values", {"a": 1})[1:2]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
