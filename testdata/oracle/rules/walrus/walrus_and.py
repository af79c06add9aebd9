"""A walrus on the right of `and` may never run."""


def rule(event):
    found = event.get("flag") and (level := event.get("count", 1)) > 2
    return bool(found) and level != 7


def title(event):
    return "high level"
