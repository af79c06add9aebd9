"""max of an empty iterable."""


LAST = None


def rule(event):
    global LAST
    v = max(event.get("tags", [1]))
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
