"""dict | None."""


def rule(event):
    v = {"a": 1} | event.get("meta", {"b": 2})
    event["_seen"] = v
    return bool(len(v) > 1 and 'b' not in v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
