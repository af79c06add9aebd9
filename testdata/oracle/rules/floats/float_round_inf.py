"""Round of infinity and nan."""


def value(event):
    r = event.get("ratio", 1.5)
    return round(r * 1e300) if r > 3 else round(r)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
