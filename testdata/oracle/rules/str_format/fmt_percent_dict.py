"""Named arguments."""


def rule(event):
    if (v := ("%(name)s has %(count)s" % event)) is None:
        return False
    return bool(v)


def title(event):
    found = "%(name)s has %(count)s" % event
    return "%s / %r" % (type(found).__name__, found)
