"""min and max keep the first of equals and their types."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    v = [min(0, 0.0, -0.0), max(1, True, 1.0), min(c, r), max(c, r)]
    LAST = v
    return v[2] == c


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
