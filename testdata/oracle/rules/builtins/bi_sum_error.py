"""sum of strs raises."""


def rule(event):
    if (v := (sum(event.get("tags", [1, 2])))) is None:
        return False
    return bool(v)


def title(event):
    found = sum(event.get("tags", [1, 2]))
    return "%s / %r" % (type(found).__name__, found)
