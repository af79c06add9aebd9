""":c and :n."""


def value(event):
    c = event.get("count", 5)
    return f"{c:c}|{c:n}"


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
