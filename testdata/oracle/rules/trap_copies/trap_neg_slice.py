"""Negative indexes beyond the start."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return [s[-100:3], s[-1:], s[3:-100], vals[-100:2]]


def rule(event):
    v = value(event)
    return v[0] != "Con"


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
