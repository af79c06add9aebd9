"""From the right."""


def rule(event):
    path = event.get("path") or event.get("userAgent") or "a/b"
    if (v := ([path.rsplit("/", 1), path.rsplit(None, 1), path.rsplit("."), path.rsplit("/", 2)])) is None:
        return False
    return len(v[0]) == 2


def title(event):
    path = event.get("path") or event.get("userAgent") or "a/b"
    found = [path.rsplit("/", 1), path.rsplit(None, 1), path.rsplit("."), path.rsplit("/", 2)]
    return "%s / %r" % (type(found).__name__, found)
