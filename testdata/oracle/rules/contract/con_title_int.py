"""A title that is no str: the id, and an error."""


def rule(event):
    return event.get("count", 5) != 5


def title(event):
    return event.get("name", 7)
