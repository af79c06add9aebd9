"""A str's index must be an int."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s["a"] if event.get("flag") else s[0:1]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
