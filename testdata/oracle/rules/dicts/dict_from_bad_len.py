"""A pair of the wrong length."""


def value(event):
    return dict(event.get("values", ["ab", "cd"]))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
