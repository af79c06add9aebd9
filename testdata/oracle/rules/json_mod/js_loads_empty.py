"""loads of an empty str."""

import json


LAST = None


def rule(event):
    global LAST
    v = json.loads(event.get("path", "null")) is None
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
