"""Characters, not bytes."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [len(s), len("é"), len("e\u0301"), len("😀"), len("\ud800")]


def rule(event):
    v = value(event)
    return v[0] > 12


def title(event):
    return f"{value(event)!r}"
