"""Return from within two loops."""


def find(items, wanted):
    for item in items:
        for key, value in item.items():
            if value == wanted:
                return key, item
    return None


def rule(event):
    return find(event.get("items") or [], "x") is not None


def title(event):
    return f"{find(event['items'], 'x')}"
