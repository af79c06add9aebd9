"""Chained and tuple assignment, swap."""


def rule(event):
    a = b = event.get("count", 1)
    a, b = b + 1, a
    (c, d), e = (a, b), [a, b]
    a, e[0] = 0, a
    event["out"] = (a, b, c, d, e)
    return c > d > 1


def title(event):
    return f"{event['out']}"
