"""Swapcase."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.swapcase()


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return v > s


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
