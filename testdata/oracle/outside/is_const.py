"""Small constants."""


def value(event):
    return (event.get("a") is None, event.get("count") is event.get("count"))


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
