"""Many returns."""


def grade(n):
    if n is None:
        return "none"
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    if n < 10:
        return "small"
    return "large"


def rule(event):
    return grade(event.get("count")) in ("small", "negative")


def title(event):
    return grade(event.get("count"))
