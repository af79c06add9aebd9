"""Sorted of a generator."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return sorted(x for x in vals if x is not None)


def rule(event):
    v = value(event)
    return len(v) > 2


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
