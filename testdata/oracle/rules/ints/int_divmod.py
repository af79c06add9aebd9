"""Divmod."""


def value(event):
    c = event.get("count", 5)
    return divmod(c, 7) + divmod(-17, 5) + divmod(17, -5)


def rule(event):
    v = value(event)
    return v[1] > 0


def title(event):
    return f"{value(event)!r}"
