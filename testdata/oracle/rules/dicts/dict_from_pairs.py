"""Dict() of pairs and of zip."""


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    c = event.get("count", 5)
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    if (v := ([dict([("a", 1), ("b", c)]), dict(zip("abc", vals)), dict(a=1, b=2), dict(params)])) is None:
        return False
    return len(v[1]) > 2


def title(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    c = event.get("count", 5)
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    found = [dict([("a", 1), ("b", c)]), dict(zip("abc", vals)), dict(a=1, b=2), dict(params)]
    return "%s / %r" % (type(found).__name__, found)
