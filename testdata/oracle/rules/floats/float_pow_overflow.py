"""Result too large."""


def value(event):
    r = event.get("ratio", 1.5)
    return (r + 1e200) ** 2 if r > 1 else r ** 2


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
