"""bool of containers and numbers."""


def rule(event):
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    v = [bool(x) for x in [[], [0], {}, "", "0", 0.0, -0.0, None, c, r]]
    event["_seen"] = v
    return bool(v[8])


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
