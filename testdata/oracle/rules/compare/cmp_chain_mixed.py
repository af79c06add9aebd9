"""in and < in one chain."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = "a" < s in [s, "x"]
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
