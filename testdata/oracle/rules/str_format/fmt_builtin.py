"""Format()."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    v = format(c, ",") + format(r, ".3f") + format(s) + format("x", ">3") + format(None)
    LAST = v
    return c != 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
