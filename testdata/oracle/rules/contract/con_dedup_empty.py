"""An empty dedup."""


def rule(event):
    return event.get("count", 5) != 5


def title(event):
    return "a title"


def dedup(event):
    return event.get("path", "")
