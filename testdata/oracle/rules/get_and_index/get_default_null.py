"""A null field makes get with a default return None."""


def value(event):
    return event.get("count", 99)


def rule(event):
    v = value(event)
    return bool(v == 99 or v is None)


def title(event):
    return f"{value(event)!r}"
