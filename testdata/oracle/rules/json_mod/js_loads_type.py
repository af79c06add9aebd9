"""loads of None, dict or int raises TypeError."""

import json


def value(event):
    return json.loads(event.get("meta", "[1]"))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
