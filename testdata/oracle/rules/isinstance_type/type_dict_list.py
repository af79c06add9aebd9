"""dict and list."""


def value(event):
    return isinstance(event.get("userIdentity"), dict) or isinstance(event.get("tags"), list)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
