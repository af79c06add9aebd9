"""A frozenset can be a key."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return {frozenset("ab"): 1, frozenset([c]): 2}[frozenset("ba")] + len(frozenset(s))


def rule(event):
    v = value(event)
    return v > 8


def title(event):
    return f"{value(event)!r}"
