"""Unpacking in a for target: the wrong number of values raises."""


def rule(event):
    total = 0
    for key, value in event.get("values") or [("a", 2)]:
        total += value
    return total > 2


def title(event):
    return f"{[k for k, _ in event.get('values') or ['zz']]}"
