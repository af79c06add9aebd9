"""-0 is the int 0, -0.0 is not."""


def value(event):
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    return [c, str(c), r, str(r)]


def rule(event):
    v = value(event)
    return v[1] != "5"


def title(event):
    return f"{value(event)!r}"
