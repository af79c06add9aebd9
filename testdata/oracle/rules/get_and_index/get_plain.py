"""A missing field is None, and so is a null one."""


def value(event):
    return event.get("name")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
