"""join of a generator that yields None."""


def value(event):
    items = event.get("items") or []
    return "/".join(i.get("k") for i in items)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
