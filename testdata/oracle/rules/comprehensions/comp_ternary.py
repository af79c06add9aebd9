"""A conditional value."""


def value(event):
    c = event.get("count", 5)
    return ["even" if n % 2 == 0 else "odd" for n in range(min(c, 12))]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
