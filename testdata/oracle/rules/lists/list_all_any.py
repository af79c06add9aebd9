"""all and any of event values."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return (all(vals), any(vals), all([]), any([]))


def rule(event):
    v = value(event)
    return v[0] != v[1]


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
