"""in place, stable, reverse."""


LAST = None


def rule(event):
    global LAST
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = (vals.sort(reverse=True), vals)[1]
    LAST = v
    return len(v) > 2


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
