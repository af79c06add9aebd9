"""One shared value."""


def rule(event):
    c = event.get("count", 5)
    if (v := ((lambda d: (d["a"].append(c), d))(dict.fromkeys("ab", []))[1])) is None:
        return False
    return c != 5


def title(event):
    c = event.get("count", 5)
    found = (lambda d: (d["a"].append(c), d))(dict.fromkeys("ab", []))[1]
    return "%s / %r" % (type(found).__name__, found)
