"""The width comes from a value."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    return f"{s:{min(c, 60)}}|{r:.{2}f}|{s:>{len(s) + 2}}"


def rule(event):
    v = value(event)
    return len(v) > 25


def title(event):
    return f"{value(event)!r}"
