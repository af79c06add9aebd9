"""in a generator."""


def rule(event):
    c = event.get("count", 5)
    v = c in (x * 2 for x in range(6))
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
