"""A set equals a frozenset."""


def value(event):
    c = event.get("count", 5)
    return (set("ab") == frozenset("ab"), {1} == [1], {c} == {3}, set() == frozenset())


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return bool(v[2] or c is None)


def title(event):
    return f"{value(event)!r}"
