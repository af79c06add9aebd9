"""A float is no index."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = vals[c] if not isinstance(c, int) else vals[c % 2]
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
