"""chr of what is no code point."""


def value(event):
    c = event.get("count", 5)
    return chr(c)


def rule(event):
    v = value(event)
    return v > "\x04"


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
