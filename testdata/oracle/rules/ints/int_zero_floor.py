"""Integer division by zero."""


def value(event):
    c = event.get("count", 5)
    return 10 // (event.get("count", 5) if c != 3 else 0)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
