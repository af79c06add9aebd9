"""sum of a generator with a condition."""


LAST = None


def rule(event):
    global LAST
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = sum(x for x in vals if isinstance(x, (int, float)))
    LAST = v
    return v > 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
