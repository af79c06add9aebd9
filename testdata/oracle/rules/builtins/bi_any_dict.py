"""any and all over dict keys."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return (any(params), all(params), any({"": 1}), all({}))


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return f"{value(event)!r}"
