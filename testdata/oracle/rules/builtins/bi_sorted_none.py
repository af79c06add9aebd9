"""Sorted(None)."""


def rule(event):
    if (v := (sorted(event.get("values", "cba")))) is None:
        return False
    return bool(v)


def title(event):
    found = sorted(event.get("values", "cba"))
    return "%s / %r" % (type(found).__name__, found)
