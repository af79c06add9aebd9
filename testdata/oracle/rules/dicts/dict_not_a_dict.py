"""A str or list where a dict was expected."""


def value(event):
    return event.get("requestParameters", {}).items() and 1


def rule(event):
    v = value(event)
    return v == 1


def title(event):
    return f"{value(event)!r}"
