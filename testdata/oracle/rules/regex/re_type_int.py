"""Search in an int raises TypeError."""

import re


LAST = None


def rule(event):
    global LAST
    v = re.search("1", event.get("count", "1")) is not None
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
