"""max with a key, the first of equals."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return max((w for w in s.split()), key=len) if s else "none"


def rule(event):
    v = value(event)
    return len(v) > 11


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
