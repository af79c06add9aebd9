"""Replacing, also the empty string, with a count."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s.replace("o", "0"), s.replace("", "-", 3), s.replace("a", "", 1), s.replace("x", "y", -1)]


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return v[0] != s


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
