"""Null beats the default."""


def rule(event):
    if (v := (event.get("responseElements", {"x": 1}))) is None:
        return False
    return v != {"x": 1}


def title(event):
    found = event.get("responseElements", {"x": 1})
    return "%s / %r" % (type(found).__name__, found)
