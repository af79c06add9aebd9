"""None is not subscriptable."""


def value(event):
    return event.get("responseElements")["ConsoleLogin"]


def rule(event):
    v = value(event)
    return v == "Success"


def title(event):
    return f"{value(event)!r}"
