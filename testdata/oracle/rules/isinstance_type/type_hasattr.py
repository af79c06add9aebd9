"""Hasattr on strs and dicts."""


LAST = None


def rule(event):
    global LAST
    params = event.get("requestParameters") or event.get("meta") or {}
    c = event.get("count", 5)
    v = [hasattr(event.get("name"), "lower"), hasattr(params, "get"), hasattr(c, "get"), hasattr([], "append")]
    LAST = v
    return bool(v[0])


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
