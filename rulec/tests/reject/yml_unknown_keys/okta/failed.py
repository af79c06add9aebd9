"""A rule."""


def rule(event):
    return event.get("outcome") == "FAILURE"
