"""Dicts have no order."""


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    if (v := (params < {"a": 1} if event.get("name") == "alpha" else len(params) > 1)) is None:
        return False
    return bool(v)


def title(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    found = params < {"a": 1} if event.get("name") == "alpha" else len(params) > 1
    return "%s / %r" % (type(found).__name__, found)
