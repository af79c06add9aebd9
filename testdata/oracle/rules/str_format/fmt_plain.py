"""F-strings of every type."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    tags = event.get("tags", ["t", "u"])
    return f"{event.get('name')} {c} {r} {tags} {params} {event.get('flag')}"


def rule(event):
    v = value(event)
    return len(v) > 60


def title(event):
    return f"{value(event)!r}"
