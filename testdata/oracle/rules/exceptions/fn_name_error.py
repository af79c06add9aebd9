"""A name that is defined nowhere raises NameError when it is reached."""


def rule(event):
    if event.get("count") == 3:
        return undefined_name > 3
    return event.get("count", 5) != 5
