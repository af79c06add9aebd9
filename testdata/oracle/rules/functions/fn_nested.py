"""Nested functions see the outer's names."""


def rule(event):
    prefix = event.get("name") or "none"
    def label(x):
        return f"{prefix}/{x}"
    def both(x, y):
        return label(x) + label(y)
    event["out"] = both(event.get("count"), 1)
    return len(prefix) > 4


def title(event):
    return event["out"]
