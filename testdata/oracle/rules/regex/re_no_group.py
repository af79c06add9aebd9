"""A group that does not exist."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return re.search(r"(o)", s + "o").group(2 if event.get("flag") else 1)


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return bool(v != 'o' or s > 'd')


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
