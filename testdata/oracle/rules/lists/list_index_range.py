"""index with start and stop."""


def rule(event):
    c = event.get("count", 5)
    v = [3, 1, 3, 2, 3].index(3, 1) + [1, 2].index(c) if c in (1, 2, 3) else 9
    event["_seen"] = v
    return v < 9


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
