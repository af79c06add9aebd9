"""Nonlocal writes to the outer's name; closures keep it."""


def counter(start):
    n = start
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step


def rule(event):
    a, b = counter(0), counter(event.get("count", 5))
    event["out"] = [a(), a(2), b(), a(), b(10)]
    return event["out"][4] > 16


def title(event):
    return f"{event['out']}"
