"""Key function, stable."""


def value(event):
    vals = event.get("values") or event.get("tags") or [3, 1, 2]
    return sorted(vals, key=lambda x: str(x), reverse=True) + sorted(["b", "A", "c"], key=str.lower)


def rule(event):
    v = value(event)
    return len(v) > 6


def title(event):
    return f"{value(event)!r}"
