"""in on None raises."""


def rule(event):
    if (v := ("x" in event.get("text"))) is None:
        return False
    return bool(v)


def title(event):
    found = "x" in event.get("text")
    return "%s / %r" % (type(found).__name__, found)
