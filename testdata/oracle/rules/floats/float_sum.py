"""sum of floats is from left to right in 3.11."""


def value(event):
    r = event.get("ratio", 1.5)
    return [sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum([0.1, 0.2, 0.3, r])]


def rule(event):
    v = value(event)
    return v[2] > 2


def title(event):
    return f"{value(event)!r}"
