"""\\s \\w \\d are Unicode's."""

import re


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [re.findall(r"\s", "a\u00a0b\u2003c\x1cd"), re.findall(r"\d", "1\u0663²"), re.findall(r"\w", "é_-😀\u0301"), len(re.findall(r"\w", s))]
    LAST = v
    return v[3] > 10


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
