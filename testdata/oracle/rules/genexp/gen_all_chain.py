"""all of comparisons."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return all(a <= b for a, b in zip(vals, vals[1:]))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
