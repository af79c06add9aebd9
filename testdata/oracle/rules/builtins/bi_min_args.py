"""min and max of several arguments."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return (min(c, 4), max(c, 4, key=lambda x: -x), min("b", s), max([c], [4, 1]))


def rule(event):
    v = value(event)
    return v[0] == 4


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
