"""A compiled pattern's own methods."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return (lambda p: (bool(p.match(s)), p.findall(s), p.sub("", s), p.pattern))(re.compile("[a-m]"))


def rule(event):
    v = value(event)
    return bool(v[0] or len(v[1]) > 4)


def title(event):
    return f"{value(event)!r}"
