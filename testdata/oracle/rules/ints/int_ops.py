"""// and % round to minus infinity."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = [c // 3, c % 3, -c // 3, -c % 3, c // -4, c % -4]
    LAST = v
    return v[1] != 0


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
