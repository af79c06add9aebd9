"""Copy is shallow."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return (lambda a, b: (b.update(x=1), len(a) == len(b), b.get("x")))(params, params.copy())


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    v = value(event)
    return len(params) > 1


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
