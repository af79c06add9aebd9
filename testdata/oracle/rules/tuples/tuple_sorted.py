"""Sorting tuples falls through to the second."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    if (v := (sorted([(1, "b"), (1, "a"), (0, s), (c, "")]))) is None:
        return False
    return v[0][0] == 0


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    found = sorted([(1, "b"), (1, "a"), (0, s), (c, "")])
    return "%s / %r" % (type(found).__name__, found)
