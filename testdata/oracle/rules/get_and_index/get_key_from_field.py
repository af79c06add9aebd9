"""The key comes from the event."""


def value(event):
    return event.get(event.get("key", "awsRegion"), "no such")


def rule(event):
    v = value(event)
    return v != 'no such'


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
