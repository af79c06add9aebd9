"""Looking up an int key by a float."""


def value(event):
    r = event.get("ratio", 1.5)
    return {1: "one", 2: "two"}.get(r, "none")


def rule(event):
    v = value(event)
    return v == "none"


def title(event):
    return f"{value(event)!r}"
