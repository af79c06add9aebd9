"""in on a null list raises."""


def value(event):
    return "a" in event.get("tags", [])


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
