"""dict comprehensions, swapped."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return {v: k for k, v in params.items()}


def rule(event):
    v = value(event)
    return len(v) > 1


def title(event):
    return f"{value(event)!r}"
