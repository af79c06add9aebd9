"""The usual address pattern."""

import re


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return re.match(r"^(?:\d{1,3}\.){3}\d{1,3}$", ip) is not None


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
