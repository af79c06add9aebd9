"""Ends beyond the length."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s[1:3], s[:100], s[-3:], s[:-3], s[5:2], s[100:], s[:]]


def rule(event):
    v = value(event)
    return v[0] != "on"


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
