"""Int(bool), int(str), str(int) round trips."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    v = (int(bool(s)), int(str(7)), str(int("007")), int(c))
    LAST = v
    return v[3] != 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
