"""in over a dict's items view of pairs."""


def value(event):
    return [k for k in ["a", "name", "count"] if (k, event.get(k)) in event.items()] if not event.get("tags") else ["t"]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
