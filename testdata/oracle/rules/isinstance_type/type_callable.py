"""Callable, and classes as values."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    if (v := ([callable(x) for x in (len, str, s, None, lambda: 1)] + [c])) is None:
        return False
    return c != 5


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    found = [callable(x) for x in (len, str, s, None, lambda: 1)] + [c]
    return "%s / %r" % (type(found).__name__, found)
