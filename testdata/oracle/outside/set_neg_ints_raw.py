"""Hash(-1) is hash(-2)."""


def value(event):
    return [{-1, -2, -3}, {2 ** 61 - 1, 0}, {1.5, 2, 0.5}, {None, True}.__len__()]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
