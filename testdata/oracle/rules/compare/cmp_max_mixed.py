"""max compares later items with the best so far."""


def rule(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = max(vals)
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
