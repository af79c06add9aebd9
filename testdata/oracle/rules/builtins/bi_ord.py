"""ord of a str that is not one character."""


def rule(event):
    v = ord(event.get("name", "x"))
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"
