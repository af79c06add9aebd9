"""A set of one element, and the empty one."""


def value(event):
    c = event.get("count", 5)
    return f"{ {c} } {set()} {frozenset([1])} {frozenset()}"


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
