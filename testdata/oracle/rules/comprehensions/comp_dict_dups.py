"""The last value for a key wins, the first place."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return {len(w): w for w in s.split()}


def rule(event):
    v = value(event)
    return len(v) > 1


def title(event):
    return f"{value(event)!r}"
