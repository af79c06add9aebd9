"""Classes print as classes."""


def rule(event):
    c = event.get("count", 5)
    if (v := (f"{type(event.get('name'))} {type(c).__name__} {str} {int!r}")) is None:
        return False
    return c != 5


def title(event):
    c = event.get("count", 5)
    found = f"{type(event.get('name'))} {type(c).__name__} {str} {int!r}"
    return "%s / %r" % (type(found).__name__, found)
