"""An empty separator raises."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    path = event.get("path") or event.get("userAgent") or "a/b"
    return path.partition(s)


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return bool(v[1] != s or s > 'CreateZ')


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
