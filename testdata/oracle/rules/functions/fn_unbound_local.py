"""A name assigned later in the function is local from the start."""

LIMIT = 3


def rule(event):
    if event.get("flag"):
        LIMIT = 10
    return event.get("count", 5) > LIMIT
