"""A rule that returns what `and` gave."""


def rule(event):
    return event.get("name") and event.get("name") != "alpha"
