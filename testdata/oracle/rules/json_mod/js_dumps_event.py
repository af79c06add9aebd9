"""The event itself, keys in order."""

import json


def value(event):
    return json.dumps(event)[:500]


def rule(event):
    v = value(event)
    return bool("é" in json.dumps(event, ensure_ascii=False) or len(json.dumps(event)) > 700)


def title(event):
    return f"{value(event)!r}"
