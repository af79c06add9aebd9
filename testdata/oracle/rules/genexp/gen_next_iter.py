"""next over an iterator twice."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return (lambda it: (next(it), next(it, "end"), next(it, "end")))(iter(tags))


def rule(event):
    v = value(event)
    return v[1] != "end"


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
