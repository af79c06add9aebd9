"""Filter(None), map over a list."""


LAST = None


def rule(event):
    global LAST
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = [list(filter(None, vals)), list(map(str, vals))]
    LAST = v
    return len(v[0]) > 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
