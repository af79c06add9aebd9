"""A missing name raises KeyError."""


def value(event):
    return "{name} {count}".format(**event)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
