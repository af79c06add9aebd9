"""Items unpacked in a comprehension."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return [f"{k}={v}" for k, v in sorted(params.items(), key=lambda kv: kv[0])]


def rule(event):
    v = value(event)
    return len(v) > 1


def title(event):
    return f"{value(event)!r}"
