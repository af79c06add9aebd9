"""The right side must not run."""


LAST = None


def rule(event):
    global LAST
    tags = event.get("tags", ["t", "u"])
    v = not tags or tags[0] == "a" or tags[0] is None
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
