"""Iteration over characters."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [ch for ch in s if ch not in "aeiou"][:8]
    LAST = v
    return len(v) > 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
