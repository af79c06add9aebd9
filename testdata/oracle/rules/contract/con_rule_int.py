"""A rule that returns 1 is an error, as is a str or None."""


def rule(event):
    return event.get("flag", False)
