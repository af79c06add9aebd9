"""Identifiers and printable."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s.isidentifier(), s.isprintable(), "é".isidentifier(), "1a".isidentifier(), "\u00a0".isprintable(), "".isprintable()]


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return f"{value(event)!r}"
