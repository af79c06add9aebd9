"""More than 4300 digits do not convert."""


def value(event):
    c = event.get("count", 5)
    return str(10 ** 4299)[:5] if c != 5 else str(10 ** 4300)[:5]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c == 3


def title(event):
    return f"{value(event)!r}"
