"""An unexpected keyword from the event's keys."""


def f(owner=None, level=0):
    return f"{owner}:{level}"


def rule(event):
    return f(**(event.get("meta") or {})) != "None:0"


def title(event):
    return f(**event["meta"])
