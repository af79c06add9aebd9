"""Not of every type."""


def rule(event):
    if (v := ([not event.get(k) for k in ("name", "count", "tags", "meta", "flag", "ratio")])) is None:
        return False
    return bool(any(v))


def title(event):
    found = [not event.get(k) for k in ("name", "count", "tags", "meta", "flag", "ratio")]
    return "%s / %r" % (type(found).__name__, found)
