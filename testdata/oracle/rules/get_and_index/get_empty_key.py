"""The empty key is a key."""


def value(event):
    return event.get("", "none") if "" in event else event.get("a", event.get("name"))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
