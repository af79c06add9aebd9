"""Order of keys as in the text; a duplicate key keeps the first place and the last value."""


def rule(event):
    if (v := (list(event)[:4])) is None:
        return False
    return bool(v[0] == "eventVersion" or v[0] == "name")


def title(event):
    found = list(event)[:4]
    return "%s / %r" % (type(found).__name__, found)
