"""repr of the whole event."""


def value(event):
    return repr(event)[:300]


def rule(event):
    v = value(event)
    return len(repr(event)) > 400


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
