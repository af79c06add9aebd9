"""No title: the id."""


def rule(event):
    return event.get("count", 5) != 5


def dedup(event):
    return event.get("name")
