"""str and list repetition by a field."""


def rule(event):
    c = event.get("count", 5)
    v = "ab" * c if c < 50 else [c] * 2
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
