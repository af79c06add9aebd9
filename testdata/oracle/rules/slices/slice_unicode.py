"""By characters."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s[:2], "e\u0301x😀y"[1:4], "😀😀"[1:]]


def rule(event):
    v = value(event)
    return v[0] != "Co"


def title(event):
    return f"{value(event)!r}"
