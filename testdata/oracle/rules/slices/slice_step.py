"""Steps, also negative."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return [vals[::2], vals[::-1], vals[3:0:-1], vals[-1:-3:-1], s[::3]]


def rule(event):
    v = value(event)
    return len(v[0]) > 1


def title(event):
    return f"{value(event)!r}"
