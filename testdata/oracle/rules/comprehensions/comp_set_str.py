"""Set comprehension, sorted."""


def rule(event):
    tags = event.get("tags", ["t", "u"])
    if (v := (sorted({t for t in tags if t}))) is None:
        return False
    return len(v) > 1


def title(event):
    tags = event.get("tags", ["t", "u"])
    found = sorted({t for t in tags if t})
    return "%s / %r" % (type(found).__name__, found)
