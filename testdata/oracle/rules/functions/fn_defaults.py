"""Defaults, keyword arguments in any order."""


def show(a, b=2, c="z"):
    return f"{a}-{b}-{c}"


def rule(event):
    event["out"] = [show(1), show(1, c=event.get("count")), show(b=event.get("name"), a=0), show(*[1, 2]), show(**{"a": 5})]
    return event.get("count", 5) != 5


def title(event):
    return " ".join(event["out"])
