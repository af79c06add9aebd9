"""In-place operations."""


def rule(event):
    c = event.get("count", 5)
    if (v := ((lambda x: (x.update("ab", [1]), x.intersection_update(["a", 1, c]), x.difference_update("z"), sorted(map(str, x))))({"q"})[3])) is None:
        return False
    return c != 5


def title(event):
    c = event.get("count", 5)
    found = (lambda x: (x.update("ab", [1]), x.intersection_update(["a", 1, c]), x.difference_update("z"), sorted(map(str, x))))({"q"})[3]
    return "%s / %r" % (type(found).__name__, found)
