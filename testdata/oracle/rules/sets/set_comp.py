"""Set comprehension."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := (sorted({len(w) for w in s.split()}))) is None:
        return False
    return bool(len(v) > 1 or v == [10])


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = sorted({len(w) for w in s.split()})
    return "%s / %r" % (type(found).__name__, found)
