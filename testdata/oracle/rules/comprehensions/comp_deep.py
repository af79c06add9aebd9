"""Items of items."""


def value(event):
    items = event.get("items") or []
    return [v for i in items for k, v in i.items() if k != "k"]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
