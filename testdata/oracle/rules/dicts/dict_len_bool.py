"""The empty dict is false."""


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    if (v := ((bool(params), len(params), not {}))) is None:
        return False
    return v[1] > 1


def title(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    found = (bool(params), len(params), not {})
    return "%s / %r" % (type(found).__name__, found)
