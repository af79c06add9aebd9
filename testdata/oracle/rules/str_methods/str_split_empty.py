"""The empty string split."""


def rule(event):
    if (v := ((event.get("path") or "").split("/"))) is None:
        return False
    return v != [""]


def title(event):
    found = (event.get("path") or "").split("/")
    return "%s / %r" % (type(found).__name__, found)
