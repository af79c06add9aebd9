"""M[1], m.group(1, 2), lastindex."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return (lambda m: (m[0], m[1], m.group(1, 2), m.lastindex))(re.search(r"(\w)(\w)?", s))


def rule(event):
    v = value(event)
    return v[3] == 2


def title(event):
    return f"{value(event)!r}"
