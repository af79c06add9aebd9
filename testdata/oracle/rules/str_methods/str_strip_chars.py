"""A set of characters, not a prefix."""


def value(event):
    path = event.get("path") or event.get("userAgent") or "a/b"
    return [path.strip("/."), path.lstrip("/"), path.rstrip("gol."), path.strip("")]


def rule(event):
    path = event.get("path") or event.get("userAgent") or "a/b"
    v = value(event)
    return v[0] != path


def title(event):
    return f"{value(event)!r}"
