"""Nested equality."""


def rule(event):
    v = event.get("values") == [3, True, 2.0]
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
