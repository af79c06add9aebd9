"""The first iterable is evaluated outside."""


LAST = None


def rule(event):
    global LAST
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    v = [x for x in (lambda q: q[:2])(vals)]
    LAST = v
    return len(v) > 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
