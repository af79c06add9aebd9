"""A tuple of classes."""


LAST = None


def rule(event):
    global LAST
    v = isinstance(event.get("count"), (int, float)) and not isinstance(event.get("count"), bool)
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
