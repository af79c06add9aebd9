"""Named groups and groupdict."""

import re


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = (re.search(r"(?P<first>[A-Za-z])(?P<rest>\w*)", s) or re.search("(?P<first>)", "")).groupdict()
    LAST = v
    return bool(v["first"])


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
