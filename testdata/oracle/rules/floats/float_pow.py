"""Powers of floats."""


def value(event):
    r = event.get("ratio", 1.5)
    return [r ** 2, r ** 0.5 if r >= 0 else None, 0.0 ** 0, 2.0 ** 1000]


def rule(event):
    v = value(event)
    return v[0] > 1


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
