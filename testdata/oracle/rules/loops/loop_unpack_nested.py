"""Nested targets and indexes as targets."""


def rule(event):
    box = {}
    total = 0
    for i, (name, (box["x"], *rest)) in enumerate([("a", (1, 2)), ("b", (event.get("count", 0),))]):
        total += i * box["x"] + len(rest)
    box["total"] = total
    event["box"] = box
    return total > 1


def title(event):
    return f"{event['box']}"
