"""An int too large for a float."""


def rule(event):
    c = event.get("count", 5)
    if (v := (float(c) if c != 3 else float(10 ** 309))) is None:
        return False
    return bool(v)


def title(event):
    c = event.get("count", 5)
    found = float(c) if c != 3 else float(10 ** 309)
    return "%s / %r" % (type(found).__name__, found)
