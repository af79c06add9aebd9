"""Search in None raises TypeError."""

import re


LAST = None


def rule(event):
    global LAST
    v = re.search("a", event.get("text")) is not None
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
