"""The last pair."""


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    v = params.popitem()
    event["_seen"] = v
    return len(v[0]) > 3


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
