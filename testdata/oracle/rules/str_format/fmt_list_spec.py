"""A list or dict with a format spec raises."""


def rule(event):
    v = f"{event.get('tags', 'x'):10}"
    event["_seen"] = v
    return v.strip() != 'x'


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
