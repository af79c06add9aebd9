"""A big literal from JSON."""


def value(event):
    return event.get("count") == 12345678901234567890 or event.get("count") == 3


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
