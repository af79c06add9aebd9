"""Zip stops at the shortest."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return list(zip(vals, s, "abcdef"))


def rule(event):
    v = value(event)
    return len(v) > 2


def title(event):
    return f"{value(event)!r}"
