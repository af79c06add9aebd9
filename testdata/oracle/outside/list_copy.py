"""A copy is not the list."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return (lambda a: (a.copy(), list(a), a[:], a is a, a.copy() is a))(vals)


def rule(event):
    v = value(event)
    return v[0] == [3, 1, 2]


def title(event):
    return f"{value(event)!r}"
