"""Repetition, also by negative and bool."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    tags = event.get("tags", ["t", "u"])
    return [tags * 2, [0] * -1, [1] * True, 2 * [s]]


def rule(event):
    v = value(event)
    return len(v[0]) > 4


def title(event):
    return f"{value(event)!r}"
