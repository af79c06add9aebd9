"""Methods on each element."""


LAST = None


def rule(event):
    global LAST
    items = event.get("items") or []
    v = [i.get("k", "?") for i in items]
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
