"""A bool chooses."""


def value(event):
    return ["no", "yes"][bool(event.get("flag"))]


def rule(event):
    v = value(event)
    return v == "yes"


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
