"""Context first, title last: each function runs once, in a fixed order that globals can show."""


def rule(event):
    return event.get("count", 5) != 5


def alert_context(event):
    return {"a": event.get("count"), "b": {"c": [event.get("tags")]}, "a2": "é\u2028😀\x7f"}
