"""F-strings in a comprehension."""


LAST = None


def rule(event):
    global LAST
    tags = event.get("tags", ["t", "u"])
    v = [f"{i}:{t}" for i, t in enumerate(tags, start=1)]
    LAST = v
    return len(v) > 2


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
