"""A number's format for a str."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return f"{s:d}" if event.get("flag") else f"{s:s}"


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
