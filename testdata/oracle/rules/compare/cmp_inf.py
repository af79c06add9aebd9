"""Infinity from 1e400."""


def rule(event):
    r = event.get("ratio", 1.5)
    v = [r == float("inf"), r > 1e308, r < -1e308]
    event["_seen"] = v
    return bool(v[1] or r == 0.5)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
