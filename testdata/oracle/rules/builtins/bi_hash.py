"""Hash of ints, and of what cannot be."""


def value(event):
    c = event.get("count", 5)
    return (hash(3), hash(True), hash(c) if c is not None else hash(event.get("tags", ()) or 0))


def rule(event):
    v = value(event)
    return v[2] > 5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
