"""Remove of a missing element."""


def value(event):
    c = event.get("count", 5)
    return {1, 2, 3}.remove(c) is None


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
