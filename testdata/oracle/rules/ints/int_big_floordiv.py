"""Big // and %."""


def value(event):
    c = event.get("count", 5)
    return [(c * 10 ** 25) // 7, (c * 10 ** 25) % 1000007, -(10 ** 30) // 7, -(10 ** 30) % 7]


def rule(event):
    v = value(event)
    return v[1] > 0


def title(event):
    return f"{value(event)!r}"
