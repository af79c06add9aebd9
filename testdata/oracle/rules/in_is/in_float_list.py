"""1.0 == 1 == True in a list."""


def value(event):
    r = event.get("ratio", 1.5)
    return [x in [1, 0] for x in [1.0, True, "1", 0.0, r]]


def rule(event):
    r = event.get("ratio", 1.5)
    v = value(event)
    return bool(v[4] or not r)


def title(event):
    return f"{value(event)!r}"
