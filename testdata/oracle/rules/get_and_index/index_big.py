"""An index that no machine word holds."""


def value(event):
    c = event.get("count", 5)
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return vals[c] if isinstance(c, int) and c > 1000 else vals[:1]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return bool(len(v) > 0 and c != 5 if isinstance(v, list) else True)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
