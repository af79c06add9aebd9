"""str + int."""


def value(event):
    return "n=" + event.get("count", "none")


def rule(event):
    v = value(event)
    return v != 'n=none'


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
