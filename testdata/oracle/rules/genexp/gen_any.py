"""Stops at the first true one."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return any(t == "a" or t > "w" for t in tags)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
