"""A missing argument raises TypeError that names it."""


def f(a, b, c):
    return [a, b, c]


def rule(event):
    return f(*(event.get("tags") or [1, 2, 3]))[1] != 2


def title(event):
    return f"{f(*event['tags'])}"
