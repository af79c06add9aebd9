"""Zero padded parts."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = "-".join(f"{x:02}" for x in (c, 7, 123))
    LAST = v
    return c != 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
