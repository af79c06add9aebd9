"""Each operand once, and short-circuit."""


def value(event):
    c = event.get("count", 5)
    return 0 <= c < 10


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
