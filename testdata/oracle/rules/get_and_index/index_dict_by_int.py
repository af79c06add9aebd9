"""1, 1.0 and True are one key."""


def rule(event):
    if (v := ({1: "one", "1": "str"}.get(event.get("flag", 1), "none"))) is None:
        return False
    return v != 'one'


def title(event):
    found = {1: "one", "1": "str"}.get(event.get("flag", 1), "none")
    return "%s / %r" % (type(found).__name__, found)
