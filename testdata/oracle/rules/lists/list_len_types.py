"""len of each type."""


def value(event):
    return len(event.get("count", "five"))


def rule(event):
    v = value(event)
    return v != 4


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
