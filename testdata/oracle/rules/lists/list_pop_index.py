"""Pop with an index."""


LAST = None


def rule(event):
    global LAST
    tags = event.get("tags", ["t", "u"])
    v = (tags.pop(0), tags.pop(-1))
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
