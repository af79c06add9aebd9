"""Raise of a new exception with several arguments."""


def rule(event):
    count = event.get("count", 5)
    if count == 3:
        raise ValueError("bad count", count)
    if count == 0:
        raise RuntimeError
    if count == 7:
        raise KeyError("k")
    if count == 4:
        raise ValueError()
    return count != 5


def title(event):
    return "count"
