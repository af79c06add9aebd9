"""Empty pieces stay; "" gives ['']."""


LAST = None


def rule(event):
    global LAST
    path = event.get("path") or event.get("userAgent") or "a/b"
    v = path.split("/")
    LAST = v
    return len(v) > 2


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
