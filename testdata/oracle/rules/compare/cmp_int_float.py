"""Exact beyond 2**53."""


def rule(event):
    c = event.get("count", 5)
    v = (9007199254740993 == 9007199254740993.0, 9007199254740992 == c, c < 1e16, c == 1e16)
    event["_seen"] = v
    return bool(v[2])


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
