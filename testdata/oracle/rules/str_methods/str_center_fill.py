"""The fill must be one character."""


def value(event):
    c = event.get("count", 5)
    path = event.get("path") or event.get("userAgent") or "a/b"
    return "ab".center(10, path[:c])


def rule(event):
    v = value(event)
    return v > "/"


def title(event):
    return f"{value(event)!r}"
