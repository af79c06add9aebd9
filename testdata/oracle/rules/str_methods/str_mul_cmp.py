"""Repetition and concatenation."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s[:3] * 2 + "-" * 3 + s[-2:]


def rule(event):
    v = value(event)
    return v > "d"


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
