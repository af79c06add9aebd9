"""The key of the largest."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return max(params, key=lambda k: len(str(params[k])))


def rule(event):
    v = value(event)
    return len(v) > 4


def title(event):
    return f"{value(event)!r}"
