"""A deleted name is unbound."""


def rule(event):
    name = event.get("name")
    if name is not None:
        del name
    return name is None
