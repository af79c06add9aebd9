"""abs of something else."""


def value(event):
    return abs(event.get("count", -2))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
