"""Unary minus of None and str."""


def rule(event):
    if (v := (-event.get("count", 1))) is None:
        return False
    return v < 0


def title(event):
    found = -event.get("count", 1)
    return "%s / %r" % (type(found).__name__, found)
