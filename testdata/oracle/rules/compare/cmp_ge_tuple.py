"""Tuples."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return (c, s) >= (3, "m")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
