"""Slices of tuples and ranges."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return ((1, 2, 3, 4)[1:-1], range(10)[2:8:3], range(10)[-1], list(range(5, 0, -2)), (s, c)[::-1])


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
