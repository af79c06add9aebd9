"""Shifts, also large and negative."""


def value(event):
    c = event.get("count", 5)
    return [1 << 70, c << 3, c >> 1, -1 >> 5, (1 << 70) >> 68]


def rule(event):
    v = value(event)
    return v[2] != 2


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
