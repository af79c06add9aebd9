"""Reversed of a set or a None."""


def rule(event):
    if (v := (list(reversed(event.get("tags", "abc"))))) is None:
        return False
    return bool(v)


def title(event):
    found = list(reversed(event.get("tags", "abc")))
    return "%s / %r" % (type(found).__name__, found)
