"""abs and divmod of floats."""


def rule(event):
    r = event.get("ratio", 1.5)
    v = (abs(r), divmod(r, 0.4), divmod(-7.5, 2))
    event["_seen"] = v
    return v[0] > 1


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
