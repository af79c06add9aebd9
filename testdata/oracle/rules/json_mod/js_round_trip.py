"""loads of dumps."""

import json


def value(event):
    r = event.get("ratio", 1.5)
    return json.loads(json.dumps({"e": event.get("values"), "t": (1, 2), "n": {1: r}}))


def rule(event):
    v = value(event)
    return bool(v["e"])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
