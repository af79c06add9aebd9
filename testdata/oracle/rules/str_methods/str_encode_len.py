"""The UTF-8 length."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return len(s.encode("utf-8"))


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return bool(v > len(s) or v > 12)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
