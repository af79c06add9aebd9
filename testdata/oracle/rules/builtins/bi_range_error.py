"""range of what is no int."""


def value(event):
    return list(range(event.get("count", 2)))[:5] if not isinstance(event.get("count"), int) else list(range(3))


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return bool(len(v) < 3 or c == 3)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
