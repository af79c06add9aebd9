"""Counting."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return sum(1 for ch in s if ch in "aeiou")


def rule(event):
    v = value(event)
    return v > 3


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
