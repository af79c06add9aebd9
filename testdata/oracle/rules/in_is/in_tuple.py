"""A constant tuple."""


def value(event):
    return event.get("eventName") in ("ConsoleLogin", "CreateUser", None)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
