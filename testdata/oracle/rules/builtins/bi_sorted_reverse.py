"""Sorted of a str and a dict."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    params = event.get("requestParameters") or event.get("meta") or {}
    v = (sorted(s), sorted(params, reverse=True))
    event["_seen"] = v
    return len(v[1]) > 1


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
