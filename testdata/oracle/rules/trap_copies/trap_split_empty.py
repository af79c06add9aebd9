""""".split("/") is [''] and "".split() is []."""


def value(event):
    return [(event.get("path") or "").split("/")[0], "".split("/"), "".split(), len("".split(","))]


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return f"{value(event)!r}"
