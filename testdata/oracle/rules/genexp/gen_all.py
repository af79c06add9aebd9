"""Of an empty iterable is True."""


def value(event):
    return all(isinstance(t, str) for t in event.get("tags", []))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
