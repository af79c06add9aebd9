"""Reverse and reversed."""


LAST = None


def rule(event):
    global LAST
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = (vals.reverse(), vals, list(reversed(vals)))[1:]
    LAST = v
    return v[0] != v[1]


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
