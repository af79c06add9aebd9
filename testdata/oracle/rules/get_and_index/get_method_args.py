"""get takes no more than two arguments."""


def rule(event):
    if (v := (event.get("a", 1, 2) if event.get("flag") == "true" else event.get("name"))) is None:
        return False
    return bool(v)


def title(event):
    found = event.get("a", 1, 2) if event.get("flag") == "true" else event.get("name")
    return "%s / %r" % (type(found).__name__, found)
