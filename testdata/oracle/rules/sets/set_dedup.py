"""1, True and 1.0 are one."""


def rule(event):
    c = event.get("count", 5)
    v = len({1, True, 1.0, "1", c})
    event["_seen"] = v
    return v > 2


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
