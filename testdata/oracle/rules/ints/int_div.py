"""True division gives a float."""


def value(event):
    c = event.get("count", 5)
    return [c / 4, 7 / 2, -7 / 2, 6 / 3]


def rule(event):
    v = value(event)
    return v[0] > 0.5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
