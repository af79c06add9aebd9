"""A walrus in a condition is seen outside."""


def rule(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    if (v := ([y for x in vals if (y := x * 2) > 3])) is None:
        return False
    return bool(v)


def title(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    found = [y for x in vals if (y := x * 2) > 3]
    return "%s / %r" % (type(found).__name__, found)
