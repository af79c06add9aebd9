"""Keys are like sets."""


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    v = sorted(params.keys() & {"owner", "userName", "name", "level"}) + sorted(params.keys() - {"owner"})
    event["_seen"] = v
    return len(v) > 2


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
