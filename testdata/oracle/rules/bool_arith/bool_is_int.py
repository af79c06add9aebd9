"""bool in arithmetic."""


LAST = None


def rule(event):
    global LAST
    v = [True + True, True / 2, -True, +False, True ** 2, 7 // True, isinstance(event.get("flag"), int), abs(True)]
    LAST = v
    return bool(v[6])


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
