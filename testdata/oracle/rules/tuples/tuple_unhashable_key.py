"""A tuple with a list in it is no key."""


def value(event):
    c = event.get("count", 5)
    tags = event.get("tags", ["t", "u"])
    return {(1, "a"): 1}.get((c, tags)) if event.get("flag") else {(1, "t"): 2}.get((1, "t"))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
