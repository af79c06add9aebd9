"""List() of str, dict, range, None."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return [list("abc"), list(params), list(range(3)), list(event.get("name", "xy"))]


def rule(event):
    v = value(event)
    return len(v[1]) > 1


def title(event):
    return f"{value(event)!r}"
