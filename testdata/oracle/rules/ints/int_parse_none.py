"""Int(None) raises TypeError."""


def value(event):
    return int(event.get("ratio"))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
