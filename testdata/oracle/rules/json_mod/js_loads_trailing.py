"""Extra data after a value."""

import json


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = json.loads("1 2") if event.get("flag") else json.loads(" [1] ")
    LAST = v
    return c != 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
