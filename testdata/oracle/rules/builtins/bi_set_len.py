"""Len(set()) as a duplicate test."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return len(set(tags)) != len(tags)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
