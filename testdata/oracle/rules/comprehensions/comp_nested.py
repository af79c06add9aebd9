"""Two loops, the right one faster."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := ([a + b for a in "ab" for b in s[:3]])) is None:
        return False
    return v[-1] != "bn"


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = [a + b for a in "ab" for b in s[:3]]
    return "%s / %r" % (type(found).__name__, found)
