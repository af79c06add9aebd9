"""len of containers."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    params = event.get("requestParameters") or event.get("meta") or {}
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = [len(vals), len(params), len(s), len(()), len(set(s))]
    event["_seen"] = v
    return v[0] > 3


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
