"""join of a list of str."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return ",".join(tags)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
