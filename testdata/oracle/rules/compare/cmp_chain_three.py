"""Four operands."""


def rule(event):
    c = event.get("count", 5)
    v = -10 < c <= 5 <= event.get("ports", 7) != 8
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
