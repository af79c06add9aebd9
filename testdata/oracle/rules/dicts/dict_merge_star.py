"""** in displays."""


LAST = None


def rule(event):
    global LAST
    params = event.get("requestParameters") or event.get("meta") or {}
    c = event.get("count", 5)
    v = {**params, "n": c, **{"n": 2}}
    LAST = v
    return len(v) > 3


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
