"""Three-argument pow."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = [pow(c, 3, 7), pow(3, 100, 10 ** 9 + 7), pow(3, -1, 7)]
    LAST = v
    return v[0] != 0


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
