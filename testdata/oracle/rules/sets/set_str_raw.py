"""The order of strs is the hash's, with seed 0."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = {"a", "b", "root", s}
    event["_seen"] = v
    return len(s) > 11


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
