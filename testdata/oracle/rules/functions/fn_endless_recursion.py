"""Endless recursion raises RecursionError, and no more than that."""


def down(n):
    return down(n + 1) + 1


def rule(event):
    if event.get("flag"):
        return down(0) > 0
    return event.get("count", 5) != 5
