"""Update from what is no dict."""


def rule(event):
    if (v := ((lambda d: (d.update(event.get("tags", {})), d))({"z": 0})[1])) is None:
        return False
    return bool(v)


def title(event):
    found = (lambda d: (d.update(event.get("tags", {})), d))({"z": 0})[1]
    return "%s / %r" % (type(found).__name__, found)
