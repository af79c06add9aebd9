"""float division by zero."""


def rule(event):
    r = event.get("ratio", 1.5)
    v = 1.0 / r
    event["_seen"] = v
    return v > 1


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
