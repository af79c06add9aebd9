"""min of a str and an int."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    v = min(c, s) if event.get("flag") else min(s, "m")
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
