"""Compiled once at module level."""

import re

PATTERN = re.compile(r"(?i)\b(console|fox|panama|iam)")


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return PATTERN.search(s) is not None


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
