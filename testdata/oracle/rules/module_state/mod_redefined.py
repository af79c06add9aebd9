"""The last definition of a function wins."""


def value(event):
    return "first"


def value(event):
    return event.get("name", "second")


def rule(event):
    return False


def rule(event):
    return value(event) != "second"


def title(event):
    return value(event)
