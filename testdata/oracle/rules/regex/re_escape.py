"""Escape of what is special."""

import re


LAST = None


def rule(event):
    global LAST
    path = event.get("path") or event.get("userAgent") or "a/b"
    v = re.escape(path) + re.escape("a.b*c[d] é-#&~")
    LAST = v
    return len(v) > 26


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
