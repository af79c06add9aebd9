"""No item assignment."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    v = (lambda t: t.__setitem__(0, 1))((1, 2)) if event.get("flag") == 1 else (c, s)
    LAST = v
    return v[0] != 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
