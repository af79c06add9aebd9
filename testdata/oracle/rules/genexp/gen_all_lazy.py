"""A later error is not reached."""


LAST = None


def rule(event):
    global LAST
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = all(x and 10 / x > 4 for x in vals)
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
