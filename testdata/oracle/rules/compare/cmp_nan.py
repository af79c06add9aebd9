"""nan is not itself, but is in its list."""


def value(event):
    r = event.get("ratio", 1.5)
    return [float("nan") == float("nan"), r != r, (lambda x: x in [x])(float("nan"))]


def rule(event):
    r = event.get("ratio", 1.5)
    v = value(event)
    return bool(v[2] and r != 1.5)


def title(event):
    return f"{value(event)!r}"
