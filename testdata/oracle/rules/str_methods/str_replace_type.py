"""Replacing with what is no str."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.replace("a", event.get("name", "b"))


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return v != s


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
