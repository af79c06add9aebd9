"""|= takes pairs too."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = (lambda d: d.__ior__([("k", c)]) or d)({"a": 1})
    LAST = v
    return c != 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
