"""A KeyError of a key with quotes prints the other quote."""


def value(event):
    ident = event.get("userIdentity") or event.get("meta") or {}
    return event.get("it's") or ident["it's \"x\""] if event.get("flag") else event.get("name")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
