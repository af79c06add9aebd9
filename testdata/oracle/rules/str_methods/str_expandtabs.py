"""Tab stops."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.expandtabs() + "a\tbc\td".expandtabs(4)


def rule(event):
    v = value(event)
    return len(v) > 21


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
