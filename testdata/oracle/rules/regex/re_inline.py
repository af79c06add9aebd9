"""Inline flags, also scoped."""

import re


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [bool(re.search(r"(?i)QUICK|con", s)), bool(re.search(r"(?i:C)on", s)), bool(re.search(r"(?s).", "\n"))]
    LAST = v
    return bool(v[0])


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
