"""Sharp s folds to ss."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.casefold() == s.lower()


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"
