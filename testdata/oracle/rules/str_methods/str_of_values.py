"""str of every type."""


def value(event):
    return [str(event.get(k)) for k in ("name", "count", "ratio", "tags", "meta", "flag")]


def rule(event):
    v = value(event)
    return len(v[0]) > 5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
