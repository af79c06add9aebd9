"""int with float."""


def value(event):
    c = event.get("count", 5)
    return [c + 0.5, c * 0.1, c - 1.0, c / 2.0, 2 ** 0.5, 4 ** -0.5]


def rule(event):
    v = value(event)
    return v[0] > 4


def title(event):
    return f"{value(event)!r}"
