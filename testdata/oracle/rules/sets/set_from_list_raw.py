"""A set of the event's values."""


def rule(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    if (v := (set(vals))) is None:
        return False
    return len(v) > 2


def title(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    found = set(vals)
    return "%s / %r" % (type(found).__name__, found)
