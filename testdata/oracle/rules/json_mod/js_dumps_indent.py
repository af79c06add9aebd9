"""Indent, empty containers."""

import json


def value(event):
    tags = event.get("tags", ["t", "u"])
    items = event.get("items") or []
    return json.dumps({"a": tags, "b": {}, "c": [], "d": items}, indent=2)


def rule(event):
    v = value(event)
    return len(v) > 70


def title(event):
    return f"{value(event)!r}"
