"""One group gives its text, two give tuples."""

import re


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [re.findall(r"\w+", s), re.findall(r"(\w)\w", s), re.findall(r"(\w)(\w)", s)[:3], re.findall("x*", "axb")]
    LAST = v
    return len(v[0]) > 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
