"""int() of floats truncates, of inf raises."""


def rule(event):
    r = event.get("ratio", 1.5)
    if (v := (int(r))) is None:
        return False
    return bool(v)


def title(event):
    r = event.get("ratio", 1.5)
    found = int(r)
    return "%s / %r" % (type(found).__name__, found)
