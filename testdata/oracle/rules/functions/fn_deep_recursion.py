"""A depth of 900 is fine."""


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def rule(event):
    return depth(900) == 900 and event.get("count", 5) != 5


def title(event):
    return f"{depth(500)}"
