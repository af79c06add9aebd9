"""float floor division and modulo by zero have other messages."""


def value(event):
    r = event.get("ratio", 1.5)
    return (7.0 // r, 7 % r) if r != 0.5 else 1.0 % (r - 0.5)


def rule(event):
    r = event.get("ratio", 1.5)
    v = value(event)
    return r != 1.5


def title(event):
    return f"{value(event)!r}"
