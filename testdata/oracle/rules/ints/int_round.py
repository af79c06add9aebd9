"""Round of ints, also negative digits."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = [round(c), round(c, -1), round(15, -1), round(25, -1), round(-15, -1), round(1250, -2)]
    LAST = v
    return v[0] > 3


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
