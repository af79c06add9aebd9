"""Assigning to a slice."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return (lambda a: (a.__setitem__(slice(1, 2), ["x", "y"]), a))(list(vals))[1]


def rule(event):
    v = value(event)
    return len(v) > 4


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
