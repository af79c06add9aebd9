"""Pop of a missing key."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return params.pop("owner")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
