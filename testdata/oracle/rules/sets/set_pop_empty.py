"""Pop of an empty set."""


def value(event):
    return set(event.get("tags", "a")).pop() if not event.get("tags") else 1


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
