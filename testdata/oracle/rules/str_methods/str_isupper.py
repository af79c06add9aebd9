"""Cased characters only."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s.isupper(), s.islower(), s.istitle(), "A1".isupper(), "1".isupper(), "ǅ".istitle(), "ª".islower()]


def rule(event):
    v = value(event)
    return bool(v[1] or v[2])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
