"""A method of the None that search gave."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return re.search("quick|Create", s).group(0)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
