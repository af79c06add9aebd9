"""A mutable default is made once for each module, not for each call."""


def remember(x, seen=[]):
    seen.append(x)
    return seen


def rule(event):
    remember(event.get("name"))
    return len(remember(event.get("count"))) == 2 and event.get("count", 5) != 5


def title(event):
    return f"{remember('title')}"
