"""len guarded by isinstance."""


def value(event):
    return len(event["name"]) if isinstance(event.get("name"), (str, list, dict)) else -1


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
