"""Lists compare by the first difference."""


def value(event):
    return event.get("values", [2]) < [2, 5]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
