"""Separators."""

import json


def value(event):
    c = event.get("count", 5)
    tags = event.get("tags", ["t", "u"])
    return json.dumps([c, {"k": tags}], separators=(",", ":"))


def rule(event):
    v = value(event)
    return len(v) > 12


def title(event):
    return f"{value(event)!r}"
