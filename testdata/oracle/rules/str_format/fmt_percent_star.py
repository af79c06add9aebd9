"""Width by star."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    if (v := ("%*d|%-*s|%.*f" % (6, c, 5, s[:2], 2, r))) is None:
        return False
    return c != 5


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    found = "%*d|%-*s|%.*f" % (6, c, 5, s[:2], 2, r)
    return "%s / %r" % (type(found).__name__, found)
