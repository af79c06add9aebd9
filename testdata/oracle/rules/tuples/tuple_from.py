"""Tuple() of str, dict, list."""


LAST = None


def rule(event):
    global LAST
    params = event.get("requestParameters") or event.get("meta") or {}
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = (tuple("ab"), tuple(params), tuple(vals), tuple())
    LAST = v
    return len(v[1]) > 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
