"""Abs, unary minus and plus, ~."""


def rule(event):
    c = event.get("count", 5)
    if (v := ([abs(c), -c, +c, ~c])) is None:
        return False
    return v[0] > 2


def title(event):
    c = event.get("count", 5)
    found = [abs(c), -c, +c, ~c]
    return "%s / %r" % (type(found).__name__, found)
