"""Of an empty list."""


def value(event):
    return min(event.get("values", [4]))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
