"""Arithmetic on what may be a bool."""


LAST = None


def rule(event):
    global LAST
    v = event.get("flag", 0) + 1
    LAST = v
    return v > 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
