"""Keyword-only and positional-only parameters."""


def f(a, /, b, *, c=3, d):
    return a * 1000 + b * 100 + c * 10 + d


def rule(event):
    event["out"] = [f(1, 2, d=4), f(1, b=2, c=0, d=event.get("count", 7))]
    return event["out"][1] > 1207


def title(event):
    return f"{event['out']}"
