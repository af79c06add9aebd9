"""& | ^ ~ on negative and big."""


def value(event):
    c = event.get("count", 5)
    return [c & 0xFF, c | 1, c ^ 5, ~c, -(2 ** 70) & (2 ** 66 - 1), -1 ^ 2 ** 65]


def rule(event):
    v = value(event)
    return v[0] > 2


def title(event):
    return f"{value(event)!r}"
