"""join names the index of what is no str."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return "-".join(vals)


def rule(event):
    v = value(event)
    return len(v) > 4


def title(event):
    return f"{value(event)!r}"
