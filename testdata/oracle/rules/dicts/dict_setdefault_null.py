"""A null value stays."""


def rule(event):
    if (v := (event.setdefault("name", "new"))) is None:
        return False
    return bool(v is None or v == "new")


def title(event):
    found = event.setdefault("name", "new")
    return "%s / %r" % (type(found).__name__, found)
