"""Nested conditional expressions."""


def rule(event):
    c = event.get("count", 5)
    v = "big" if c > 100 else "neg" if c < 0 else "zero" if not c else "small"
    event["_seen"] = v
    return v != "small"


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
