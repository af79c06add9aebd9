"""sum of values."""


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    v = sum(params.values()) if event.get("count") == 3 else sum(v for v in params.values() if isinstance(v, (int, float)))
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
