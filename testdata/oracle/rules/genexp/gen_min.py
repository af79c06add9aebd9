"""min of a generator with a default."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return min((len(t) for t in tags), default=-1)


def rule(event):
    v = value(event)
    return v > 0


def title(event):
    return f"{value(event)!r}"
