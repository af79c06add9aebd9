"""2.0 is in a range."""


def rule(event):
    c = event.get("count", 5)
    if (v := ((c in range(10), 2.0 in range(3), "a" in range(3), True in range(2), c in range(0, 100, 7)))) is None:
        return False
    return bool(v[0])


def title(event):
    c = event.get("count", 5)
    found = (c in range(10), 2.0 in range(3), "a" in range(3), True in range(2), c in range(0, 100, 7))
    return "%s / %r" % (type(found).__name__, found)
