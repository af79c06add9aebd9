"""The message has line, column and char."""

import json


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return json.loads(s) if event.get("flag") else json.loads(event.get("userAgent", "[1,\n2,]"))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
