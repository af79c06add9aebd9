"""Round(x, None) is an int."""


def value(event):
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    return (round(r, None), round(c, 2), type(round(r)).__name__)


def rule(event):
    v = value(event)
    return v[0] > 1


def title(event):
    return f"{value(event)!r}"
