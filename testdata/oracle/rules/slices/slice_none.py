"""None as an end."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return [s[None:3], s[2:None], vals[None:None:-1]]


def rule(event):
    v = value(event)
    return v[0] > "D"


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
