"""A global deleted by rule is a NameError in title."""

THING = "here"


def rule(event):
    global THING
    if event.get("flag"):
        del THING
    return event.get("count", 5) != 5


def title(event):
    return THING
