"""Maxsplit with and without a separator."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [s.split(" ", 1), s.split(None, 1), s.split(maxsplit=2), s.split("o", -1)]
    LAST = v
    return len(v[0]) > 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
