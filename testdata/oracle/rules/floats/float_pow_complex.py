"""0.0 to a negative power."""


def value(event):
    r = event.get("ratio", 1.5)
    return 0.0 ** -r if r > 0 else r


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
