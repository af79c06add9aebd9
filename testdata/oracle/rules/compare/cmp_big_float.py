"""An int beyond the floats compares without overflow."""


def value(event):
    r = event.get("ratio", 1.5)
    return [10 ** 400 > r, -(10 ** 400) < r, 10 ** 400 == r]


def rule(event):
    r = event.get("ratio", 1.5)
    v = value(event)
    return bool(v[0] and r != 1.5)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
