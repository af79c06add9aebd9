"""Recursion over nested lists and dicts."""


def total(x):
    if isinstance(x, bool):
        return 1
    if isinstance(x, (int, float)):
        return x
    if isinstance(x, list):
        return sum(total(i) for i in x)
    if isinstance(x, dict):
        return sum(total(i) for i in x.values())
    return len(x)


def rule(event):
    return total(event) > 300


def title(event):
    return f"{total(event)}"
