"""Find, index of what is not there."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s.find("o"), s.rfind("o"), s.find("o", 5), s.find("", 3), s.find("zz"), s.rfind("")]


def rule(event):
    v = value(event)
    return v[0] > 0


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
