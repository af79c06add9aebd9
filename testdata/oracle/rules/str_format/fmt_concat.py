"""Implicit concatenation of f-strings and plain ones."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    r = event.get("ratio", 1.5)
    return f"first {s}\n" "{c}" f" third {r}"


def rule(event):
    v = value(event)
    return "o" in v[8:20]


def title(event):
    return f"{value(event)!r}"
