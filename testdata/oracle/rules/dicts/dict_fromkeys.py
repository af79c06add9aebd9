"""Fromkeys, with duplicates."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return dict.fromkeys(s, 0)


def rule(event):
    v = value(event)
    return len(v) > 9


def title(event):
    return f"{value(event)!r}"
