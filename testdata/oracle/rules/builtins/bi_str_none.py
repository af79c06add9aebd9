"""Str() of nothing and of None."""


def rule(event):
    v = str() + str(None) + str(event.get("name"))
    event["_seen"] = v
    return len(v) > 8


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
