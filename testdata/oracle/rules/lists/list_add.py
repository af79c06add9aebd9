"""list + list, and list + something else."""


def value(event):
    c = event.get("count", 5)
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return vals + [c] + event.get("tags", [])


def rule(event):
    v = value(event)
    return len(v) > 4


def title(event):
    return f"{value(event)!r}"
