"""Strict zip raises."""


LAST = None


def rule(event):
    global LAST
    tags = event.get("tags", ["t", "u"])
    v = list(zip(tags, "abc", strict=True))
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
