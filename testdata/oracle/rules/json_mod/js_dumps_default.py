"""Default for what is not serializable."""

import json


def value(event):
    c = event.get("count", 5)
    return json.dumps({"a": {c}, "b": frozenset()}, default=lambda o: sorted(o))


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"
