"""Integers over 64 bits from JSON."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = [c + 1, c * c, str(c)]
    LAST = v
    return v[0] > 4


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
