"""!= of every type."""


def value(event):
    return event.get("count") != 3 and event.get("count") != "3"


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
