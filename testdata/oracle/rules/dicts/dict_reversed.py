"""Reversed dict."""


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    v = list(reversed(params)) + list(reversed(params.values()))
    event["_seen"] = v
    return len(v) > 4


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
