"""Endswith with a tuple, and the empty one."""


def value(event):
    path = event.get("path") or event.get("userAgent") or "a/b"
    return (path.endswith((".log", ".gz")), path.endswith(()), path.endswith(""))


def rule(event):
    path = event.get("path") or event.get("userAgent") or "a/b"
    v = value(event)
    return bool(v[0] or path == "a/b")


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}
