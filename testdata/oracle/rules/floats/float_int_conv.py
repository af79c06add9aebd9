"""int() truncates to zero."""


def value(event):
    r = event.get("ratio", 1.5)
    return [int(-2.9), int(2.9), int(1e20), int(r * 10)]


def rule(event):
    v = value(event)
    return v[3] != 15


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
