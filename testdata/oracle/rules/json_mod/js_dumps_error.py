"""A set is not serializable."""

import json


def value(event):
    tags = event.get("tags", ["t", "u"])
    return json.dumps({"a": set(tags)} if event.get("flag") else {"a": tags})


def rule(event):
    v = value(event)
    return len(v) > 15


def title(event):
    return f"{value(event)!r}"
