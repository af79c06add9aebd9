"""A function without return gives None; so does the rule, which is an error."""


def check(event):
    if event.get("count", 3) == 3:
        return True


def rule(event):
    return check(event)


def title(event):
    return "three"
