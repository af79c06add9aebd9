"""Clear and del."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return (lambda a: (a.clear(), a, len(a)))(list(tags)) + (len(tags),)


def rule(event):
    v = value(event)
    return v[3] > 2


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
