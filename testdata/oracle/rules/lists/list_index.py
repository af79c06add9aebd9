"""index with the repr in the error."""


def rule(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = vals.index(2)
    event["_seen"] = v
    return v > 0


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
