"""Tuple.index of what is not there."""


def rule(event):
    c = event.get("count", 5)
    if (v := ((1, 2, 3).index(c))) is None:
        return False
    return v > 1


def title(event):
    c = event.get("count", 5)
    found = (1, 2, 3).index(c)
    return "%s / %r" % (type(found).__name__, found)
