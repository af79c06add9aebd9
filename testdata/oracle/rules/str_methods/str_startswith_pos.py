"""Start and end positions."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := ((s.startswith("on", 1), s.startswith("", 100), s.endswith("n", 0, -1), s.startswith("C", -5)))) is None:
        return False
    return bool(v[0] or v[2])


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = (s.startswith("on", 1), s.startswith("", 100), s.endswith("n", 0, -1), s.startswith("C", -5))
    return "%s / %r" % (type(found).__name__, found)
