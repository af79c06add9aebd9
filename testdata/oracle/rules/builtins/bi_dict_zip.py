"""Dict(zip(...)) of split text."""


def value(event):
    path = event.get("path") or event.get("userAgent") or "a/b"
    return dict(zip(("a", "b", "c"), path.split("/")))


def rule(event):
    v = value(event)
    return len(v) > 2


def title(event):
    return f"{value(event)!r}"
