"""Non-ASCII, final sigma, dotted I."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = s.lower()
    LAST = v
    return v != s


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
