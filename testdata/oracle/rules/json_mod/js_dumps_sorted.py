"""sort_keys."""

import json


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    if (v := (json.dumps(params, sort_keys=True))) is None:
        return False
    return v > '{"d'


def title(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    found = json.dumps(params, sort_keys=True)
    return "%s / %r" % (type(found).__name__, found)
