"""A set of dicts or lists raises."""


def rule(event):
    if (v := (len(set(event.get("items", [1]))))) is None:
        return False
    return bool(v)


def title(event):
    found = len(set(event.get("items", [1])))
    return "%s / %r" % (type(found).__name__, found)
