"""Deep equality."""


def value(event):
    items = event.get("items") or []
    return items == [{"k": "x", "v": 1.0}, {"k": "y", "v": 2}] or items == []


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
