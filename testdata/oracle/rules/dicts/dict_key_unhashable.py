"""A list as a key in a display."""


def value(event):
    return {event.get("tags", "t") if event.get("flag") else "t": 1}


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return bool(v != {'t': 1} or c != 5)


def title(event):
    return f"{value(event)!r}"
