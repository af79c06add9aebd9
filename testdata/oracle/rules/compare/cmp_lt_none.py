"""None on the left."""


def value(event):
    return event.get("ratio") < 1


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
