"""Lambdas with defaults, star arguments, as keys and as values."""

TABLE = {"add": lambda a, b=1: a + b, "all": lambda *xs: len(xs), "none": lambda: None}


def rule(event):
    n = event.get("count", 5)
    event["out"] = [TABLE["add"](n), TABLE["all"](1, n, 3), TABLE["none"](), (lambda x, *, k: x * k)(2, k=3)]
    return TABLE["add"](n, 2) > 7


def title(event):
    return f"{event['out']}"
