"""Floats, inf, nan, big ints."""

import json


def value(event):
    r = event.get("ratio", 1.5)
    return json.dumps([r, 1e16, 1.0, -0.0, float("inf"), float("nan"), 2 ** 70, True, None])


def rule(event):
    r = event.get("ratio", 1.5)
    v = value(event)
    return r > 0


def title(event):
    return f"{value(event)!r}"
