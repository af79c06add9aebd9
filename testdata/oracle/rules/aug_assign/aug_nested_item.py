"""Augmented assignment to a nested item evaluates the index once."""

CALLS = []


def where(i):
    CALLS.append(i)
    return i


def rule(event):
    event["box"] = {"n": [1, 2, 3]}
    event["box"]["n"][where(1)] += event.get("count", 4)
    event["box"]["n"][where(-1)] *= 2
    return event["box"]["n"][1] > 5


def title(event):
    return f"{event['box']} {CALLS}"
