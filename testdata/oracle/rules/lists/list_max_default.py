"""Default for the empty list."""


def value(event):
    return max(event.get("values", []), default="none")


def rule(event):
    v = value(event)
    return v != "none"


def title(event):
    return f"{value(event)!r}"
