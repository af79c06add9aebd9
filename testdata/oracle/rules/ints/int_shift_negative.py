"""Negative shift count."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = 1 << (c if c < 300 else -1)
    LAST = v
    return v > 32


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
