"""A subscript of a missing key raises KeyError with the key's repr."""


def value(event):
    return event["name"]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
