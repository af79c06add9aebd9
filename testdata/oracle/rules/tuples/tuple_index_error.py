"""Out of range."""


def rule(event):
    c = event.get("count", 5)
    if (v := ((1, 2, 3)[c])) is None:
        return False
    return v == 3


def title(event):
    c = event.get("count", 5)
    found = (1, 2, 3)[c]
    return "%s / %r" % (type(found).__name__, found)
