"""Spacing and ASCII escapes."""

import json


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return json.dumps(params)


def rule(event):
    v = value(event)
    return len(v) > 30


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
