"""str times bool."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = "ab" * bool(c) + "-" * (c == 3)
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
