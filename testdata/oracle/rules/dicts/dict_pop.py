"""Pop with and without a default."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return (params.pop("owner", None), params.pop("absent", "d"), len(params))


def rule(event):
    v = value(event)
    return bool(v[0] is not None or v[2] > 1)


def title(event):
    return f"{value(event)!r}"
