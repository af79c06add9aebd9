"""An empty separator raises."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.split(event.get("path", " "))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
