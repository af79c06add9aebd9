"""Strip(None)."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    path = event.get("path") or event.get("userAgent") or "a/b"
    if (v := (s.strip(None) + path.strip(event.get("absent")))) is None:
        return False
    return len(v) > 20


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    path = event.get("path") or event.get("userAgent") or "a/b"
    found = s.strip(None) + path.strip(event.get("absent"))
    return "%s / %r" % (type(found).__name__, found)
