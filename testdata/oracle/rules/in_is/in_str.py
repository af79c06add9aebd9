"""Substring, case matters."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return "root" in s or "Create" in s


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
