"""Len, index, in, repr and equality of range."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = (len(range(0, 10, 3)), range(5), range(0, 3) == range(3), range(10)[c % 10], list(range(3, -3, -2)), range(1, 1 + c % 3))
    LAST = v
    return c != 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
