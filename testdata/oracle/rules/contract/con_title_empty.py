"""An empty title stays; the dedup of an empty title has a text of its own."""


def rule(event):
    return event.get("count", 5) != 5


def title(event):
    return event.get("name", "")
