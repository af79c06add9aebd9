"""Ordering of nested lists."""


def rule(event):
    c = event.get("count", 5)
    if (v := (sorted([[2, 1], [1, 9], [1], [c]]))) is None:
        return False
    return v[0] == [1]


def title(event):
    c = event.get("count", 5)
    found = sorted([[2, 1], [1, 9], [1], [c]])
    return "%s / %r" % (type(found).__name__, found)
