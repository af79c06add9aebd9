"""A set of the event's values; None is left out, for its hash is an address."""


def rule(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    if (v := ({x for x in vals if x is not None})) is None:
        return False
    return len(v) > 2


def title(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    found = {x for x in vals if x is not None}
    return "%s / %r" % (type(found).__name__, found)
