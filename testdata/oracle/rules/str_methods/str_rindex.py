"""Rindex with bounds."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := (s.rindex("e", 0, 20))) is None:
        return False
    return v > 3


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = s.rindex("e", 0, 20)
    return "%s / %r" % (type(found).__name__, found)
