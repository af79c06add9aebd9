"""Text from a field."""

import json


def value(event):
    return json.loads(event.get("text") or "{}")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
