"""Clear."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return (lambda d: (d.clear(), d, len(d)))({**params})[1:] + (len(params),)


def rule(event):
    v = value(event)
    return v[2] > 1


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
