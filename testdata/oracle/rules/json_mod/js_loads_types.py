"""What each JSON value becomes."""

import json


def value(event):
    c = event.get("count", 5)
    return json.loads('[1, -0, 1.0, 1e3, "\\u00e9\\ud83d\\ude00", true, null, {"a": 1, "a": 2}, 123456789012345678901234567890, NaN, -Infinity]') + [c]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
