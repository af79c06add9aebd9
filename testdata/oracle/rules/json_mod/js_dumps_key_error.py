"""A tuple as a key."""

import json


def value(event):
    c = event.get("count", 5)
    return json.dumps({(1, 2): c} if event.get("flag") else {"a": c})


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
