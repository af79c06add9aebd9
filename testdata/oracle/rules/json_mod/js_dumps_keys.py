"""Keys that are no str."""

import json


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = json.dumps({1: "a", 2.5: "b", True: "c", None: "d", "e": c})
    LAST = v
    return c != 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
