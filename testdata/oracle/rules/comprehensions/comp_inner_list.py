"""A comprehension within one."""


def value(event):
    return [[y * 2 for y in x] for x in event.get("values", [[1], "a"])]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
