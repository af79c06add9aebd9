"""Counts do not overlap."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := ([s.count("a"), s.count(""), s.count("an"), "aaaa".count("aa"), s.count("a", 2, -1)])) is None:
        return False
    return v[0] > 0


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = [s.count("a"), s.count(""), s.count("an"), "aaaa".count("aa"), s.count("a", 2, -1)]
    return "%s / %r" % (type(found).__name__, found)
