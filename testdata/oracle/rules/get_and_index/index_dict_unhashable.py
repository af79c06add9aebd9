"""A list or dict cannot be a key."""


def rule(event):
    v = {"a": 1}.get(event.get("tags", "a"), 0)
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
