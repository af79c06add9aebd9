"""Identity first."""


def value(event):
    c = event.get("count", 5)
    return None in [None, 0] and c in [c, 0]


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return bool(v and c != 5)


def title(event):
    return f"{value(event)!r}"
