"""/ of big integers rounds once."""


def value(event):
    c = event.get("count", 5)
    return [(10 ** 30 + 1) / 10 ** 10, (c + 2 ** 70) / 3, 10 ** 400 / 10 ** 390]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
