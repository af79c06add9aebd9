"""Over the event's own items."""


LAST = None


def rule(event):
    global LAST
    v = {k: type(v).__name__ for k, v in event.items() if v is not None}
    LAST = v
    return len(v) > 9


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
