"""0 == False, but 0 is not False."""


def value(event):
    return (event.get("flag") is False, event.get("flag") == False, not event.get("flag"))


def rule(event):
    v = value(event)
    return bool(v[2])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
