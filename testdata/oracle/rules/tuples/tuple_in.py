"""in a tuple of pairs."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = (event.get("name"), c) in (("alpha", 3), ("zero", 0), ("nums", True), (None, 5))
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
