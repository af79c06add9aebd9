"""Allow_nan False raises."""

import json


def value(event):
    r = event.get("ratio", 1.5)
    return json.dumps([r * 1e308], allow_nan=False)


def rule(event):
    v = value(event)
    return v[1] > '1'


def title(event):
    return f"{value(event)!r}"
