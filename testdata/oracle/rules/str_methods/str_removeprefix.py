"""Removeprefix and removesuffix."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    path = event.get("path") or event.get("userAgent") or "a/b"
    if (v := ((path.removeprefix("/"), path.removesuffix(".log"), s.removeprefix("")))) is None:
        return False
    return v[0] != path


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    path = event.get("path") or event.get("userAgent") or "a/b"
    found = (path.removeprefix("/"), path.removesuffix(".log"), s.removeprefix(""))
    return "%s / %r" % (type(found).__name__, found)
