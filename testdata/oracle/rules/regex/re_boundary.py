"""\\b and \\B."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [re.findall(r"\b\w", s), bool(re.search(r"\Bo", s)), re.sub(r"\b", "!", "a b")]


def rule(event):
    v = value(event)
    return len(v[0]) > 1


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
