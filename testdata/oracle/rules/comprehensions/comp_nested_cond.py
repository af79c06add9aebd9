"""Conditions between loops."""


def value(event):
    c = event.get("count", 5)
    return [(i, j) for i in range(4) if i % 2 for j in range(i) if j != c]


def rule(event):
    v = value(event)
    return len(v) < 4


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
