"""str and None do not compare."""


def value(event):
    return event.get("eventName") < "D"


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
