"""Bools add up."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    tags = event.get("tags", ["t", "u"])
    if (v := (sum([bool(s), c == 3, not tags]) + True)) is None:
        return False
    return v > 1


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    tags = event.get("tags", ["t", "u"])
    found = sum([bool(s), c == 3, not tags]) + True
    return "%s / %r" % (type(found).__name__, found)
