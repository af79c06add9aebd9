"""Three parts always."""


def value(event):
    path = event.get("path") or event.get("userAgent") or "a/b"
    return path.partition("/") + path.rpartition("/")


def rule(event):
    v = value(event)
    return bool(v[1])


def title(event):
    return f"{value(event)!r}"
